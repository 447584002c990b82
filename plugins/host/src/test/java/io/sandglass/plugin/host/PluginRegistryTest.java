package io.sandglass.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.wasm.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which plugin a name means, and that runs keep theirs when files change (S10). */
class PluginRegistryTest extends PluginRegistryFixture {
    @Test
    void knowsBuiltInsBeforeAnyScan() {
        assertThat(registry.names()).containsExactly("bell");
        assertThat(registry.find("bell", Optional.of("1"), ANY))
                .map(LoadedType::digest)
                .contains("built-in:bell@1.0.0");
    }

    @Test
    void findsTheTypesOfADroppedJar() throws Exception {
        Path file = TestJar.answering("greet", "1.2.0", "hello").writeTo(directory.resolve("greet.jar"));

        ScanReport report = registry.scan();

        assertThat(report).isEqualTo(new ScanReport(true, List.of()));
        assertThat(registry.names()).containsExactly("bell", "greet");
        PluginEntry entry = entry("greet.jar");
        assertThat(entry.state()).isEqualTo(PluginState.LOADED);
        assertThat(entry.digest()).isEqualTo(Digests.sha256(Files.readAllBytes(file)));
        assertThat(answerOf("greet", ANY)).isEqualTo("hello");
    }

    @Test
    void replacesATypeAndKeepsTheOldOneForWhoHoldsIt() throws Exception {
        Path file = TestJar.answering("greet", "1.0.0", "old").writeTo(directory.resolve("greet.jar"));
        registry.scan();
        LoadedType held = registry.find("greet", ANY, ANY).orElseThrow();

        TestJar.answering("greet", "1.0.0", "new").writeTo(file);
        registry.scan();

        assertThat(answerOf("greet", ANY)).isEqualTo("new");
        assertThat(answer(held)).isEqualTo("old");
        assertThat(registry.find("greet", ANY, ANY, held.digest())).isEmpty();
    }

    @Test
    void forgetsTheTypesOfARemovedFile() throws IOException {
        Path file = TestJar.answering("greet", "1.0.0", "hello").writeTo(directory.resolve("greet.jar"));
        registry.scan();

        Files.delete(file);
        registry.scan();

        assertThat(registry.find("greet", ANY, ANY)).isEmpty();
        assertThat(registry.names()).containsExactly("bell");
    }

    @Test
    void servesSeveralVersionsAndPrefersTheNewestThatFits() throws Exception {
        TestJar.answering("greet", "1.4.0", "1.4.0").writeTo(directory.resolve("a.jar"));
        TestJar.answering("greet", "1.10.0", "1.10.0").writeTo(directory.resolve("b.jar"));
        TestJar.answering("greet", "2.0.0", "2.0.0").writeTo(directory.resolve("c.jar"));

        registry.scan();

        assertThat(answerOf("greet", ANY)).isEqualTo("2.0.0");
        assertThat(answerOf("greet", Optional.of("1"))).isEqualTo("1.10.0");
        assertThat(answerOf("greet", Optional.of("^1.4"))).isEqualTo("1.10.0");
        assertThat(answerOf("greet", Optional.of("1.4"))).isEqualTo("1.4.0");
        assertThat(registry.find("greet", Optional.of("3"), ANY)).isEmpty();
        assertThat(registry.find("greet", Optional.of(">=1"), ANY)).isEmpty();
        assertThat(registry.find("greet", ANY, Optional.of("wasm"))).isEmpty();
    }

    @Test
    void findsExactlyTheDigestThatWasAskedFor() throws Exception {
        TestJar.answering("greet", "1.0.0", "old").writeTo(directory.resolve("a.jar"));
        TestJar.answering("greet", "1.1.0", "new").writeTo(directory.resolve("b.jar"));
        registry.scan();
        String digest = entry("a.jar").digest();

        LoadedType pinned =
                registry.find("greet", Optional.of("1"), ANY, digest).orElseThrow();

        assertThat(answer(pinned)).isEqualTo("old");
    }

    @Test
    void refusesTheSecondFileOfTheSameTypeAndVersion() throws Exception {
        TestJar.answering("greet", "1.0.0", "first").writeTo(directory.resolve("z.jar"));
        registry.scan();
        TestJar.answering("greet", "1.0.0", "second").writeTo(directory.resolve("a.jar"));
        registry.scan();

        assertThat(answerOf("greet", ANY)).isEqualTo("first");
        assertThat(entry("a.jar").reason().orElseThrow())
                .contains("greet@1.0.0")
                .contains("z.jar");
    }

    @Test
    void lendsTheTypeToTheSecondFileWhenTheFirstIsGone() throws Exception {
        Path first = TestJar.answering("greet", "1.0.0", "first").writeTo(directory.resolve("a.jar"));
        TestJar.answering("greet", "1.0.0", "second").writeTo(directory.resolve("b.jar"));
        registry.scan();

        Files.delete(first);
        registry.scan();

        assertThat(answerOf("greet", ANY)).isEqualTo("second");
    }

    @Test
    void namesACopyAsACopy() throws IOException {
        Path first = TestJar.answering("greet", "1.0.0", "hello").writeTo(directory.resolve("a.jar"));
        Files.copy(first, directory.resolve("b.jar"));

        registry.scan();

        assertThat(entry("b.jar").reason().orElseThrow()).contains("copy of").contains("a.jar");
    }

    @Test
    void refusesToShadowABuiltIn() throws Exception {
        TestJar.answering("bell", "9.0.0", "mine").writeTo(directory.resolve("bell.jar"));

        registry.scan();

        assertThat(entry("bell.jar").state()).isEqualTo(PluginState.REFUSED);
        assertThat(entry("bell.jar").reason().orElseThrow()).contains("'bell' is built in");
        assertThat(answerOf("bell", ANY)).isEqualTo("ding");
    }
}
