package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsShowTest {
    @TempDir
    Path home;

    private final Captured screen = Captured.plain();

    @Test
    void showsWhatATypeTakes() {
        int code = screen.run("plugins", "show", "http", "--home", home.toString());

        assertThat(screen.out())
                .startsWith("http@1.0.0 (built-in) Calls an HTTP API.")
                .contains("url", "needed", "PT30S");
        assertThat(code).isZero();
    }

    @Test
    void showsItToPrograms() {
        screen.run("plugins", "show", "echo@1", "-o", "json", "--home", home.toString());

        assertThat(screen.out()).contains("\"takesAnyFields\" : true", "\"type\" : \"echo\"");
    }

    @Test
    void namesTheNearestType() {
        int code = screen.run("plugins", "show", "htp", "--home", home.toString());

        assertThat(screen.err()).contains("did you mean 'http'?");
        assertThat(code).isEqualTo(2);
    }
}
