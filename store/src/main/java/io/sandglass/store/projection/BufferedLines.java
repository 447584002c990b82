package io.sandglass.store.projection;

import io.sandglass.run.LogLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Log lines that wait in memory, as far as there is room for them; counts those that are lost. Used under a lock. */
final class BufferedLines {
    private static final int MOST = 50_000;
    private static final long MOST_BYTES = 16L << 20;

    private final Deque<LogLine> lines = new ArrayDeque<>();
    private long bytes;
    private long lost;

    /** @return how many of them there was room for */
    int add(List<LogLine> more) {
        int room = 0;
        for (LogLine line : more) {
            if (lines.size() >= MOST || bytes + line.bytes() > MOST_BYTES) {
                break;
            }
            lines.add(line);
            bytes += line.bytes();
            room++;
        }
        lost += more.size() - room;
        return room;
    }

    /** Takes the oldest. */
    List<LogLine> take(int most) {
        List<LogLine> some = new ArrayList<>();
        while (!lines.isEmpty() && some.size() < most) {
            some.add(lines.element());
            bytes -= lines.remove().bytes();
        }
        return some;
    }

    int size() {
        return lines.size();
    }

    /** Counts lines that were taken and came to nothing. */
    void lose(long count) {
        lost += count;
    }

    long lost() {
        return lost;
    }
}
