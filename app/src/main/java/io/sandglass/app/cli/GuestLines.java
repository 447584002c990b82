package io.sandglass.app.cli;

import io.sandglass.sandbox.capability.GuestLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a guest logs, kept until its run is over. Thread-safe: a guest that did not stop
 * may still log while its lines are told.
 */
final class GuestLines implements GuestLog {
    private final List<Line> lines = new ArrayList<>();

    /** One line, of whatever the guest put into it. */
    record Line(String level, String text) {}

    @Override
    public synchronized void log(Level level, String line) {
        lines.add(new Line(level.name().toLowerCase(Locale.ROOT), line));
    }

    synchronized List<Line> lines() {
        return List.copyOf(lines);
    }
}
