package io.sandglass.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A terminal whose output can be read back. */
final class Captured {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal;

    private Captured(boolean color, Optional<Terminal.Window> window) {
        this.terminal = new Terminal(print(out), print(err), color, window);
    }

    /** As in a pipe. */
    static Captured plain() {
        return new Captured(false, Optional.empty());
    }

    /** As on a screen, without colours. */
    static Captured window(int columns, int lines) {
        return new Captured(false, Optional.of(new Terminal.Window(columns, lines)));
    }

    static Captured colored() {
        return new Captured(true, Optional.empty());
    }

    Terminal terminal() {
        return terminal;
    }

    int run(String... arguments) {
        return Main.execute(terminal, arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
