package io.sandglass.app.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What standard output can do: colours and redrawing only on a terminal, and colours not at all where {@code NO_COLOR}
 * is set (see no-color.org).
 *
 * @param color whether to colour
 * @param window where lines already printed may be overwritten; empty where they may not
 */
record Terminal(PrintStream out, PrintStream err, boolean color, Optional<Window> window) {
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

    /** The size in characters, as far as the environment tells; else that of the first terminals. */
    record Window(int columns, int lines) {
        static Window of(Map<String, String> environment) {
            return new Window(size(environment.get("COLUMNS"), 80), size(environment.get("LINES"), 24));
        }

        private static int size(@Nullable String text, int otherwise) {
            return text != null && text.matches("[1-9]\\d{1,3}") ? Integer.parseInt(text) : otherwise;
        }
    }

    /** Whether a person is at both ends; from Java 22 on a console alone does not say so. */
    static boolean interactive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // before Java 22 there is no console without a terminal
        }
    }

    static Terminal of(Map<String, String> environment, boolean interactive) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean noColor = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        Optional<Window> window = interactive && !dumb ? Optional.of(Window.of(environment)) : Optional.empty();
        return new Terminal(System.out, System.err, window.isPresent() && !noColor, window);
    }

    String paint(String text, Ink ink) {
        return color ? ink.code + text + RESET : text;
    }

    /** The colour of a run's or node's state. */
    String paintState(String state) {
        return switch (state) {
            case "SUCCEEDED", "LOADED", "LIVE", "RAN" -> paint(state, Ink.GREEN);
            case "FAILED", "LOST", "REFUSED", "QUARANTINED", "MISSED" -> paint(state, Ink.RED);
            case "QUEUED", "RUNNING", "RETRYING" -> paint(state, Ink.BLUE);
            case "CANCELLED", "SKIPPED", "SUSPENDED" -> paint(state, Ink.YELLOW);
            default -> state;
        };
    }
}
