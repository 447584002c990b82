package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocaleTest {
    private final Locale usual = Locale.getDefault();

    @TempDir
    private Path home;

    @AfterEach
    void goHome() {
        Locale.setDefault(usual);
    }

    @Test
    void makesNoDifferenceToWhatARunComesTo() throws IOException {
        Path document = Files.writeString(home.resolve("w.yaml"), """
                apiVersion: sandglass/v3
                id: w
                nodes:
                  a: { type: transform, with: { value: "{{ $uppercase('istanbul') & $formatNumber(1234.5, '#,##0.0') }}" } }
                outputs: { text: "{{ nodes.a.output }}" }
                """);
        Locale.setDefault(new Locale("tr", "TR"));
        Captured terminal = Captured.plain();

        terminal.run("run", document.toString(), "--home", home.resolve("home").toString());

        assertThat(terminal.out()).contains("ISTANBUL1,234.5");
    }

    @Test
    void makesNoDifferenceToWhatIsPrinted() throws IOException {
        Path document = Files.writeString(home.resolve("w.yaml"), "apiVersion: sandglass/v3\nid: w\nnodes: {}\n");
        Locale.setDefault(new Locale("ar", "EG"));
        Captured terminal = Captured.plain();

        terminal.run("validate", document.toString(), document.toString());

        assertThat(terminal.out() + terminal.err()).contains("0 of 2 are good");
    }
}
