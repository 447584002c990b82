package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.wasm.KeptModules;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleSweepTest {
    @TempDir
    private Path home;

    @Test
    void deletesNothingUntilHistoryHasAllThatIsRecorded() throws IOException {
        Path modules = Files.createDirectory(home.resolve("modules"));
        Path module = Files.createFile(modules.resolve("0".repeat(64) + ".wasm"));

        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home.resolve("data")))) {
            ModuleSweep early = new ModuleSweep(new KeptModules(modules), store.history(), () -> {
                throw new StoreUnavailable("the database does not follow the journal now");
            });

            assertThat(early.sweep(0, Duration.ZERO)).isZero();
            assertThat(module).exists();

            assertThat(new ModuleSweep(new KeptModules(modules), store).sweep(0, Duration.ZERO))
                    .isEqualTo(1);
            assertThat(module).doesNotExist();
        }
    }
}
