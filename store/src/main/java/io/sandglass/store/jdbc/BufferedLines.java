package io.sandglass.store.jdbc;

import io.sandglass.run.LogLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Log lines that wait in memory, as far as there is room for them. Used under a lock. */
final class BufferedLines {
    private final Deque<LogLine> lines = new ArrayDeque<>();
    private final int capacity;

    BufferedLines(int capacity) {
        this.capacity = capacity;
    }

    /** @return how many of them there was room for */
    int add(List<LogLine> more) {
        int room = Math.min(more.size(), capacity - lines.size());
        lines.addAll(more.subList(0, room));
        return room;
    }

    /** Takes the oldest. */
    List<LogLine> take(int most) {
        List<LogLine> some = new ArrayList<>();
        while (!lines.isEmpty() && some.size() < most) {
            some.add(lines.remove());
        }
        return some;
    }
}
