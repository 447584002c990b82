package io.sandglass.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.plugin.wasm.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which plugin a name means, and that runs keep theirs when files change (S10). */
class PluginRegistryTest {
    /** An hour ahead, so that files just written are old enough to be read. */
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    private static final Optional<String> ANY = Optional.empty();

    @TempDir
    Path directory;

    private PluginRegistry registry;

    @BeforeEach
    void openRegistry() {
        registry = new PluginRegistry(
                PluginSources.in(directory).withBuiltIns(List.of(new Bell())).withClock(LATER));
    }

    @AfterEach
    void closeRegistry() {
        registry.close();
    }

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
    void scanningTwiceChangesNothing() {
        TestJar.answering("greet", "1.0.0", "hello").writeTo(directory.resolve("greet.jar"));
        registry.scan();
        long generation = registry.generation();

        ScanReport second = registry.scan();

        assertThat(second.changed()).isFalse();
        assertThat(registry.generation()).isEqualTo(generation);
    }

    @Test
    void touchingAFileChangesNothing() throws IOException {
        Path file = TestJar.answering("greet", "1.0.0", "hello").writeTo(directory.resolve("greet.jar"));
        registry.scan();

        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        assertThat(registry.scan().changed()).isFalse();
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

    @Test
    void leavesAFreshFileForTheNextScan() throws IOException {
        Path file = TestJar.answering("greet", "1.0.0", "hello").writeTo(directory.resolve("greet.jar"));
        Files.setLastModifiedTime(file, FileTime.from(LATER.instant()));

        ScanReport report = registry.scan();

        assertThat(report).isEqualTo(new ScanReport(false, List.of(file.toString())));
    }

    @Test
    void leavesASlowCopyAndKeepsWhatWasThere() throws Exception {
        Path file = TestJar.answering("greet", "1.0.0", "old").writeTo(directory.resolve("greet.jar"));
        registry.scan();
        byte[] whole = TestJar.answering("greet", "1.0.0", "new").bytes();
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        Files.setLastModifiedTime(file, FileTime.from(LATER.instant().minusSeconds(3)));

        ScanReport report = registry.scan();

        assertThat(report.unsettled()).containsExactly(file.toString());
        assertThat(answerOf("greet", ANY)).isEqualTo("old");
    }

    @Test
    void runsNothingOfAFileThatIsNotAllowed() {
        TestJar.answering("greet", "1.0.0", "hello").writeTo(directory.resolve("greet.jar"));
        TestJar trusted = TestJar.answering("wave", "1.0.0", "hello");
        trusted.writeTo(directory.resolve("wave.jar"));
        Set<String> allowList = Set.of(Digests.sha256(trusted.bytes()));
        PluginSources sources =
                PluginSources.in(directory).withAllowed(allowList::contains).withClock(LATER);
        try (PluginRegistry careful = new PluginRegistry(sources)) {
            careful.scan();

            assertThat(careful.names()).containsExactly("wave");
            assertThat(careful.entries().get(0).reason().orElseThrow())
                    .contains(careful.entries().get(0).digest())
                    .contains("allow-list");
        }
    }

    @Test
    void aFileThatBreaksTheHostIsRefusedAlone() {
        Path broken = TestJar.answering("greet", "1.0.0", "hello").writeTo(directory.resolve("a.jar"));
        Path exhausting = TestJar.answering("huge", "1.0.0", "hello").writeTo(directory.resolve("b.jar"));
        TestJar.answering("wave", "1.0.0", "hello").writeTo(directory.resolve("c.jar"));
        PluginSources sources = PluginSources.in(directory).withClock(LATER).withAllowed(digest -> {
            if (digest.equals(digest(broken))) {
                throw new IllegalStateException("broken");
            }
            if (digest.equals(digest(exhausting))) {
                throw new OutOfMemoryError("exhausted");
            }
            return true;
        });
        try (PluginRegistry tough = new PluginRegistry(sources)) {
            tough.scan();

            assertThat(tough.names()).containsExactly("wave");
            assertThat(tough.entries().get(0).reason().orElseThrow()).contains("broken");
            assertThat(tough.entries().get(1).reason().orElseThrow()).contains("exhausted");
        }
    }

    @Test
    void tellsListenersOfChangesOnly() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        AutoCloseable listening = registry.onChange(calls::incrementAndGet);
        TestJar.answering("greet", "1.0.0", "hello").writeTo(directory.resolve("greet.jar"));

        registry.scan();
        registry.scan();
        listening.close();
        TestJar.answering("wave", "1.0.0", "hello").writeTo(directory.resolve("wave.jar"));
        registry.scan();

        assertThat(calls).hasValue(1);
    }

    @Test
    void aBrokenListenerHarmsNobody() {
        registry.onChange(() -> {
            throw new IllegalStateException("listener");
        });
        TestJar.answering("greet", "1.0.0", "hello").writeTo(directory.resolve("greet.jar"));

        assertThat(registry.scan().changed()).isTrue();
    }

    @Test
    void aMissingDirectoryHasNoPlugins() {
        try (PluginRegistry nowhere = new PluginRegistry(PluginSources.in(directory.resolve("missing")))) {
            assertThat(nowhere.scan()).isEqualTo(new ScanReport(false, List.of()));
            assertThat(nowhere.entries()).isEmpty();
        }
    }

    private static String digest(Path file) {
        try {
            return Digests.sha256(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private PluginEntry entry(String fileName) {
        return registry.entries().stream()
                .filter(entry -> entry.file().endsWith(fileName))
                .findFirst()
                .orElseThrow();
    }

    private String answerOf(String type, Optional<String> range) throws Exception {
        return answer(registry.find(type, range, ANY).orElseThrow());
    }

    private static String answer(LoadedType type) throws Exception {
        NodeResult result = type.executors().apply(NodeConfig.of(Map.of())).execute(new FakeContext());
        return (String) ((NodeResult.Completed) result).output().object().get("text");
    }

    /** A built-in. */
    private static final class Bell implements NodePlugin {
        @Override
        public NodeType type() {
            return NodeType.of("bell", 1);
        }

        @Override
        public NodeExecutor create(NodeConfig config) {
            return context -> NodeResult.completed(Payload.of(Map.of("text", "ding")));
        }
    }
}
