package io.sandglass.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sandglass.sandbox.capability.GuestLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a guest logs, up to a number of bytes in UTF-8, kept until its run is over. Thread-safe: a guest that did not stop
 * may still log while its lines are printed.
 */
final class GuestLines implements GuestLog {
    private final long most;
    private final List<Line> lines = new ArrayList<>();
    private long left;

    /** One line, of whatever the guest put into it. */
    record Line(String level, String text) {}

    /** @param most bytes of all lines together; what comes then is dropped, and one line says so */
    GuestLines(long most) {
        this.most = most;
        this.left = most;
    }

    @Override
    public synchronized void log(Level level, String line) {
        long size = line.getBytes(UTF_8).length;
        if (left >= size) {
            left -= size;
            add(level, line);
        } else if (left >= 0) {
            left = -1;
            add(Level.WARN, "further lines are dropped: the limit of " + most + " bytes is reached");
        }
    }

    private void add(Level level, String line) {
        lines.add(new Line(level.name().toLowerCase(Locale.ROOT), line));
    }

    synchronized List<Line> lines() {
        return List.copyOf(lines);
    }
}
