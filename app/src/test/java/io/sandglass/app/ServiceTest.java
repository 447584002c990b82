package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {
    @TempDir
    Path root;

    @Test
    void letsGoOfTheHomeWhenItCannotBegin() throws IOException {
        Home home = new Home(root).create();
        Path inTheWay = Files.createDirectories(home.data().resolve("service.json.new/full"));
        assertThatThrownBy(() -> start(home)).isInstanceOf(IOException.class);

        Files.delete(inTheWay);
        try (Service service = start(home)) {
            assertThat(service.address().port()).isPositive();
            assertThat(home.serviceFile()).exists();
        }

        assertThat(home.serviceFile()).doesNotExist();
    }

    private static Service start(Home home) throws IOException {
        return Service.start(home, Administration.read(home.configuration()), OptionalInt.empty());
    }
}
