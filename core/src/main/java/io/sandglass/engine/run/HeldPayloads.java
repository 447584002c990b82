package io.sandglass.engine.run;

import io.sandglass.plugin.Payload;
import io.sandglass.plugin.RunValues;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunEvent.SignalReceived;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.run.RunRecord;

/**
 * How much memory the data of one open run hold, roughly and rather too much: of what may leave memory nearly none. Records
 * are the owner's; any thread may let go.
 */
final class HeldPayloads {
    /** The room is not told of so few bytes: most runs have no more, and cost nothing then. */
    private static final long UNTOLD = 4_096;

    private final PayloadRoom room;
    private long untold;
    private long values;
    private long told;
    private boolean over;

    HeldPayloads(PayloadRoom room) {
        this.room = room;
    }

    /** What a record brought stays for as long as the run is open. To be called once it is stored. */
    void add(RunRecord record) {
        RunEvent event = record.event();
        if (event instanceof NodeSucceeded succeeded) {
            add(succeeded.output());
        } else if (event instanceof RunStarted started) {
            add(started.inputs());
            add(started.cause().data());
        } else if (event instanceof NodeSuspended suspended) {
            add(suspended.output());
        } else if (event instanceof NodeForced forced && forced.status() == NodeStatus.SUCCEEDED) {
            add(forced.output());
        } else if (event instanceof SignalReceived signal) {
            add(signal.data());
        } else if (event instanceof ValueWritten written) {
            written.value().ifPresent(this::addValue);
        }
    }

    /** One may take the place of another, but all together have a bound of their own. */
    private void addValue(Payload value) {
        if (values < RunValues.MAX_BYTES) {
            values += value.memory();
            add(value);
        }
    }

    private void add(Payload payload) {
        untold += payload.memory();
        if (untold > UNTOLD) {
            tell();
        }
    }

    private synchronized void tell() {
        if (!over) {
            long more = untold;
            untold = 0;
            told += more;
            room.add(more);
        }
    }

    /** The run is no longer open here. Doing it twice does nothing more. */
    synchronized void letGo() {
        over = true;
        if (told > 0) {
            long all = told;
            told = 0;
            room.add(-all);
        }
    }
}
