package io.sandglass.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.testkit.FakeContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plugin sees of the host, and what its breakage does. */
class PluginIsolationTest {
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    @TempDir
    Path directory;

    private PluginRegistry registry;

    @BeforeEach
    void openRegistry() {
        registry = new PluginRegistry(PluginSources.in(directory).withClock(LATER));
    }

    @AfterEach
    void closeRegistry() {
        registry.close();
    }

    @Test
    void seesTheApiButNotTheHost() throws Exception {
        String body = """
                Map<String, String> seen = new TreeMap<>();
                for (String name : List.of("io.sandglass.plugin.Payload", "io.sandglass.plugin.host.PluginRegistry",
                        "io.sandglass.plugin.testkit.Run", "com.fasterxml.jackson.databind.ObjectMapper",
                        "org.slf4j.Logger", "java.sql.Connection")) {
                    try {
                        Class.forName(name);
                        seen.put(name, "seen");
                    } catch (ClassNotFoundException hidden) {
                        seen.put(name, "hidden");
                    }
                }
                return NodeResult.completed(Payload.of(seen));
                """;

        assertThat(output(body))
                .containsEntry("io.sandglass.plugin.Payload", "seen")
                .containsEntry("org.slf4j.Logger", "seen")
                .containsEntry("java.sql.Connection", "seen")
                .containsEntry("io.sandglass.plugin.host.PluginRegistry", "hidden")
                .containsEntry("io.sandglass.plugin.testkit.Run", "hidden")
                .containsEntry("com.fasterxml.jackson.databind.ObjectMapper", "hidden");
    }

    @Test
    void hasNoSourceFromWhichAPayloadCouldBeRead() throws Exception {
        String body = """
                String source = "taken";
                try {
                    Payload.of(Map.of("text", "x".repeat(10_000))).mayLeave(() -> Payload.EMPTY);
                } catch (NoClassDefFoundError hidden) {
                    source = "hidden";
                }
                return NodeResult.completed(Payload.of(Map.of("source", source)));
                """;

        assertThat(output(body)).containsEntry("source", "hidden");
    }

    @Test
    void prefersItsOwnCopyOfASharedLibrary() throws Exception {
        TestJar jar = plugin("return NodeResult.completed(Payload.of(Map.of(\"who\", org.slf4j.Whose.NAME)));")
                .source(
                        "org.slf4j.Whose",
                        "package org.slf4j; public class Whose { public static String NAME = \"mine\"; }");

        assertThat(output(jar)).containsEntry("who", "mine");
    }

    @Test
    void readsItsOwnResources() throws Exception {
        String body = """
                try (var direct = getClass().getResourceAsStream("/words/one.txt");
                        var byUrl = new java.net.URL(getClass().getResource("/words/one.txt"), "two.txt").openStream()) {
                    return NodeResult.completed(Payload.of(Map.of(
                            "one", new String(direct.readAllBytes()), "two", new String(byUrl.readAllBytes()),
                            "found", Collections.list(getClass().getClassLoader().getResources("words/one.txt")).size(),
                            "missing", String.valueOf(getClass().getResource("/words/three.txt")))));
                }
                """;

        assertThat(output(plugin(body).entry("words/one.txt", "eins").entry("words/two.txt", "zwei")))
                .containsEntry("one", "eins")
                .containsEntry("two", "zwei")
                .containsEntry("found", 1)
                .containsEntry("missing", "null");
    }

    @Test
    void findsItsOwnServicesThroughTheContextClassLoader() throws Exception {
        TestJar jar = plugin("""
                        var first = ServiceLoader.load(Runnable.class).iterator().next();
                        return NodeResult.completed(Payload.of(Map.of("service", first.getClass().getName())));
                        """)
                .source(
                        "com.example.Job",
                        "package com.example; public class Job implements Runnable { public void run() {} }")
                .entry("META-INF/services/java.lang.Runnable", "com.example.Job");

        ClassLoader before = Thread.currentThread().getContextClassLoader();

        assertThat(output(jar)).containsEntry("service", "com.example.Job");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void takesTheMultiReleasePartForThisJava() throws Exception {
        TestJar jar = plugin("""
                        try (var text = getClass().getResourceAsStream("/which.txt")) {
                            return NodeResult.completed(Payload.of(Map.of("which", new String(text.readAllBytes()))));
                        }
                        """)
                .entry("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMulti-Release: true\n")
                .entry("which.txt", "base")
                .entry("META-INF/versions/11/which.txt", "eleven")
                .entry("META-INF/versions/17/which.txt", "seventeen")
                .entry("META-INF/versions/99/which.txt", "ninety-nine");

        assertThat(output(jar)).containsEntry("which", "seventeen");
    }

    @Test
    void ignoresSignatures() throws Exception {
        TestJar jar = plugin("return NodeResult.completed(Payload.of(Map.of(\"text\", \"hi\")));")
                .entry("META-INF/SIGNER.SF", "Signature-Version: 1.0\nSHA-256-Digest-Manifest: AAAA\n")
                .entry("META-INF/SIGNER.RSA", "no signature at all");

        assertThat(output(jar)).containsEntry("text", "hi");
    }

    @Test
    void cannotEndTheJvm() {
        load(plugin("System.exit(3); return null;"));

        assertThatThrownBy(this::execute)
                .isInstanceOf(NoSuchMethodError.class)
                .hasMessageContaining("System.exit" + CallGuard.SUFFIX);
    }

    @Test
    void cannotEndTheJvmThroughTheRuntimeOrAMethodReference() {
        load(plugin("Runtime.getRuntime().halt(3); return null;"));
        assertThatThrownBy(this::execute).isInstanceOf(NoSuchMethodError.class);

        load(plugin("java.util.function.IntConsumer exit = System::exit; exit.accept(3); return null;"));
        assertThatThrownBy(this::execute).isInstanceOf(LinkageError.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.setOut(null);",
                "System.setErr(null);",
                "System.setProperties(null);",
                "Thread.setDefaultUncaughtExceptionHandler(null);",
                "Runtime.getRuntime().addShutdownHook(new Thread());",
                "java.util.Locale.setDefault(java.util.Locale.ROOT);",
                "java.util.TimeZone.setDefault(null);"
            })
    void cannotChangeWhatAllShare(String call) {
        load(plugin(call + " return null;"));

        assertThatThrownBy(this::execute).isInstanceOf(NoSuchMethodError.class).hasMessageContaining(CallGuard.SUFFIX);
    }

    @Test
    void nullsAreFailures() throws Exception {
        load(plugin("return null;"));

        NodeFailure failure = ((NodeResult.Failed) execute()).failure();

        assertThat(failure.code()).isEqualTo("NullResult");
        assertThat(failure.message()).contains("probe@1.0.0");
    }

    @Test
    void threeErrorsQuarantineItUntilItsFileIsReplaced() throws Exception {
        load(plugin("throw new StackOverflowError();"));
        for (int i = 0; i < Strikes.OUT; i++) {
            assertThatThrownBy(this::execute).isInstanceOf(StackOverflowError.class);
        }

        NodeFailure failure = ((NodeResult.Failed) execute()).failure();

        assertThat(failure.code()).isEqualTo("PluginQuarantined");
        assertThat(failure.retryable()).isFalse();
        assertThat(registry.entries().get(0).state()).isEqualTo(PluginState.QUARANTINED);
        assertThat(registry.entries().get(0).reason()).isPresent();

        load(plugin("return NodeResult.skipped(\"mended\");"));

        assertThat(registry.entries().get(0).state()).isEqualTo(PluginState.LOADED);
        assertThat(execute()).isEqualTo(NodeResult.skipped("mended"));
    }

    @Test
    void memoryThatOthersUseUpIsNoStrike() {
        load(plugin("throw new OutOfMemoryError();"));

        for (int i = 0; i <= Strikes.OUT; i++) {
            assertThatThrownBy(this::execute).isInstanceOf(OutOfMemoryError.class);
        }

        assertThat(registry.entries().get(0).state()).isEqualTo(PluginState.LOADED);
    }

    @Test
    void aFileThatCannotBeReadForAMomentChangesNothing() throws Exception {
        load(plugin("throw new StackOverflowError();"));
        for (int i = 0; i < Strikes.OUT; i++) {
            assertThatThrownBy(this::execute).isInstanceOf(StackOverflowError.class);
        }
        Path file = directory.resolve("probe.jar");
        Path aside = Files.move(file, directory.resolve("aside"));
        Files.createSymbolicLink(file, file);

        registry.scan();
        registry.scan();

        assertThat(registry.entries().get(0).state()).isEqualTo(PluginState.QUARANTINED);
        Files.delete(file);
        Files.move(aside, file);
        registry.scan();
        assertThat(registry.entries().get(0).state()).isEqualTo(PluginState.QUARANTINED);
    }

    @Test
    void aCopyThatGoesReleasesNothing() throws Exception {
        load(plugin("throw new StackOverflowError();"));
        Path copy = Files.copy(directory.resolve("probe.jar"), directory.resolve("zopy.jar"));
        registry.scan();
        for (int i = 0; i < Strikes.OUT; i++) {
            assertThatThrownBy(this::execute).isInstanceOf(StackOverflowError.class);
        }

        Files.delete(copy);
        registry.scan();

        assertThat(registry.entries().get(0).state()).isEqualTo(PluginState.QUARANTINED);
    }

    @Test
    void exceptionsAreNoStrikes() {
        load(plugin("throw new IllegalStateException(\"again\");"));

        for (int i = 0; i <= Strikes.OUT; i++) {
            assertThatThrownBy(this::execute).hasMessage("again");
        }

        assertThat(registry.entries().get(0).state()).isEqualTo(PluginState.LOADED);
    }

    private static TestJar plugin(String body) {
        return new TestJar().plugin("com.example.Probe", "NodeType.of(\"probe\", 1)", body);
    }

    private Map<String, Object> output(String body) throws Exception {
        return output(plugin(body));
    }

    private Map<String, Object> output(TestJar jar) throws Exception {
        load(jar);
        return ((NodeResult.Completed) execute()).output().object();
    }

    private void load(TestJar jar) {
        jar.writeTo(directory.resolve("probe.jar"));
        registry.scan();
        assertThat(registry.entries()).extracting(PluginEntry::reason).containsOnly(Optional.empty());
    }

    private NodeResult execute() throws Exception {
        LoadedType type =
                registry.find("probe", Optional.empty(), Optional.empty()).orElseThrow();
        return type.executors().apply(NodeConfig.of(Map.of())).execute(new FakeContext());
    }
}
