package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** Runs a command on a home. */
    int on(Path home, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString()));
        return run(all.toArray(String[]::new));
    }

    /** What a command on a home says in JSON; fails unless it succeeds. */
    static String json(Path home, String... words) {
        Captured captured = plain();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-o", "json"));
        assertThat(captured.on(home, all.toArray(String[]::new)))
                .as(captured.err())
                .isZero();
        return captured.out();
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
