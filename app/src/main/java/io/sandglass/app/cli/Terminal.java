package io.sandglass.app.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * What standard output can do: colours and redrawing only on a terminal, and colours not at all where {@code NO_COLOR}
 * is set (see no-color.org).
 *
 * @param color whether to colour
 * @param redraw whether lines already printed may be overwritten
 */
record Terminal(PrintStream out, PrintStream err, boolean color, boolean redraw) {
    private static final String RESET = "\u001b[0m";

    /** The colours in use, as ANSI codes. */
    enum Ink {
        GREEN("\u001b[32m"),
        RED("\u001b[31m"),
        YELLOW("\u001b[33m"),
        BLUE("\u001b[34m"),
        DIM("\u001b[2m"),
        BOLD("\u001b[1m");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    static Terminal of(Map<String, String> environment, boolean interactive) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean noColor = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(System.out, System.err, interactive && !dumb && !noColor, interactive && !dumb);
    }

    String paint(String text, Ink ink) {
        return color ? ink.code + text + RESET : text;
    }

    /** The colour of a run's or node's state. */
    String paintState(String state) {
        return switch (state) {
            case "SUCCEEDED", "LOADED", "LIVE", "RAN" -> paint(state, Ink.GREEN);
            case "FAILED", "REFUSED", "QUARANTINED", "MISSED" -> paint(state, Ink.RED);
            case "RUNNING", "RETRYING" -> paint(state, Ink.BLUE);
            case "CANCELLED", "SKIPPED", "SUSPENDED" -> paint(state, Ink.YELLOW);
            default -> state;
        };
    }
}
