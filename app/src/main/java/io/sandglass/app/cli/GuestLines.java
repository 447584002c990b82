package io.sandglass.app.cli;

import io.sandglass.sandbox.capability.GuestLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a guest logs, kept until its run is over. Used by one thread at a time. */
final class GuestLines implements GuestLog {
    private final List<Line> lines = new ArrayList<>();

    /** One line, of whatever the guest put into it. */
    record Line(String level, String text) {}

    @Override
    public void log(Level level, String line) {
        lines.add(new Line(level.name().toLowerCase(Locale.ROOT), line));
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }
}
