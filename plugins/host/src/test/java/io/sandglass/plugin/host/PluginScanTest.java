package io.sandglass.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.wasm.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a scan takes up of the files there are, and whom it tells. */
class PluginScanTest extends PluginRegistryFixture {
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
}
