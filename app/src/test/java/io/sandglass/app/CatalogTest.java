package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.late.LateNode;
import io.sandglass.plugin.host.PluginEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
    @TempDir
    Path root;

    @Test
    void waitsForAPluginThatIsStillBeingCopied() throws Exception {
        Home home = new Home(root).create();
        Path jar = home.plugins().resolve("late.jar");
        byte[] whole = WatchedHome.jar(LateNode.class);
        Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
        try (Catalog catalog = Catalog.open(home, List.of())) {
            assertThat(catalog.registry().names()).doesNotContain("late");

            CompletableFuture<List<String>> settled =
                    CompletableFuture.supplyAsync(() -> catalog.settle(Duration.ofMinutes(1)));
            Files.write(jar, whole);

            assertThat(settled.get(1, TimeUnit.MINUTES)).isEmpty();
            assertThat(catalog.registry().names()).contains("late");
        }
    }

    @Test
    void loadsOnlyWhatTheSettingsTrust() throws IOException {
        Home home = new Home(root).create();
        Files.write(home.plugins().resolve("late.jar"), WatchedHome.jar(LateNode.class));
        Files.writeString(home.configuration(), "plugins: { allow: [] }");
        String digest;
        try (Catalog catalog = Catalog.open(home, List.of())) {
            assertThat(catalog.registry().names()).doesNotContain("late").contains("echo");
            PluginEntry refused = catalog.registry().entries().stream()
                    .filter(entry -> entry.file().endsWith("late.jar"))
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.reason().orElseThrow()).contains("is not on the allow-list", "plugins.allow");
            digest = refused.digest();
        }

        Files.writeString(home.configuration(), "plugins: { allow: [\"" + digest + "\"] }");

        try (Catalog catalog = Catalog.open(home, List.of())) {
            assertThat(catalog.registry().names()).contains("late");
        }
    }

    @Test
    void waitsNoLongerThanItIsTold() throws IOException {
        Home home = new Home(root).create();
        Path jar = home.plugins().resolve("late.jar");
        byte[] whole = WatchedHome.jar(LateNode.class);
        Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
        try (Catalog catalog = Catalog.open(home, List.of())) {
            assertThat(catalog.settle(Duration.ZERO)).containsExactly(jar.toString());

            assertThat(catalog.registry().entries())
                    .extracting(PluginEntry::file)
                    .doesNotContain(jar.toString());
        }
    }
}
