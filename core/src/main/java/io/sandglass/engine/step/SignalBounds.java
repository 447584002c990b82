package io.sandglass.engine.step;

import io.sandglass.engine.steering.Operation.Signal;
import io.sandglass.plugin.Payload;
import io.sandglass.run.JsonSize;
import io.sandglass.run.RunState;
import java.util.Map;
import java.util.Optional;

/** How many signals one run takes: each is a record, and the last of each name is in memory while the run is open. */
final class SignalBounds {
    static final int MOST_NAMES = 1_000;
    static final int MOST_RECEIVED = 10_000;

    /** As much as a node can wait for. */
    static final int LONGEST_NAME = 4_000;

    /** Of the names and of the data that came last under each, as JSON. */
    static final long MOST_BYTES = 8L << 20;

    private SignalBounds() {}

    /** What is wrong with one more signal; empty if it is within the bounds. */
    static Optional<String> excess(RunState state, Signal signal) {
        if (signal.name().isBlank() || signal.name().length() > LONGEST_NAME) {
            return Optional.of("a signal needs a name of at most " + LONGEST_NAME + " characters");
        }
        if (!state.signals().containsKey(signal.name()) && state.signals().size() >= MOST_NAMES) {
            return Optional.of("a run remembers signals of at most " + MOST_NAMES + " names, and this is one more");
        }
        if (state.signalsReceived() >= MOST_RECEIVED) {
            return Optional.of("the run was sent " + MOST_RECEIVED + " signals already, the most there can be");
        }
        return bytes(state, signal) > MOST_BYTES
                ? Optional.of("with it the signals of the run would take more than " + MOST_BYTES
                        + " bytes, the most there can be; send names of files instead of large data")
                : Optional.empty();
    }

    private static long bytes(RunState state, Signal signal) {
        long bytes = size(signal.name(), signal.data());
        for (Map.Entry<String, Payload> known : state.signals().entrySet()) {
            bytes += known.getKey().equals(signal.name()) ? 0 : size(known.getKey(), known.getValue());
        }
        return bytes;
    }

    private static long size(String name, Payload data) {
        return name.length() + JsonSize.upTo(data, MOST_BYTES);
    }
}
