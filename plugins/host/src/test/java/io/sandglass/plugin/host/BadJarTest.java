package io.sandglass.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.NodePlugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JAR that cannot be used is refused with its reason, and the good one next to it is loaded. */
class BadJarTest {
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    private static final String GOOD_TYPE = "NodeType.of(\"bad\", 1)";
    private static final String SERVICES = "META-INF/services/" + NodePlugin.class.getName();

    @TempDir
    Path directory;

    @Test
    void noZip() throws IOException {
        assertThat(refusal("hello".getBytes(StandardCharsets.UTF_8))).contains("no JAR");
    }

    @Test
    void emptyFile() throws IOException {
        assertThat(refusal(new byte[0])).contains("no JAR");
    }

    @Test
    void cutOff() throws IOException {
        byte[] whole = plugin("").bytes();

        assertThat(refusal(Arrays.copyOf(whole, whole.length - 30))).contains("cut off");
    }

    @Test
    void damagedInTheMiddle() throws IOException {
        byte[] jar = plugin("").bytes();
        Arrays.fill(jar, 60, jar.length / 2, (byte) 0x5A);

        assertThat(refusal(jar)).contains("damaged JAR");
    }

    @Test
    void noServicesFile() throws IOException {
        assertThat(refusal(new TestJar().entry("readme.txt", "hello"))).contains("it has no " + SERVICES);
    }

    @Test
    void servicesFileWithCommentsOnly() throws IOException {
        assertThat(refusal(new TestJar().entry(SERVICES, "# com.example.Bad\n\n")))
                .contains("names no class");
    }

    @Test
    void servicesFileNamesAMissingClass() throws IOException {
        assertThat(refusal(new TestJar().service("com.example.Gone")))
                .contains("names the class com.example.Gone, which is not in the JAR");
    }

    @Test
    void classIsNoPlugin() throws IOException {
        TestJar jar = new TestJar().source("com.example.Bad", "package com.example; public class Bad {}");

        assertThat(refusal(jar.service("com.example.Bad")))
                .contains("com.example.Bad")
                .contains("subtype");
    }

    @Test
    void constructorThrows() throws IOException {
        assertThat(refusal(plugin("public Bad() { throw new IllegalStateException(\"no licence\"); }")))
                .contains("com.example.Bad")
                .contains("IllegalStateException: no licence");
    }

    @Test
    void constructorThrowsWhatCannotBePrinted() throws IOException {
        String rude = "static class Rude extends RuntimeException {"
                + " public String getMessage() { throw new IllegalStateException(); } }"
                + " public Bad() { throw new Rude(); }";

        assertThat(refusal(plugin(rude))).contains("cannot even be printed");
    }

    @Test
    void staticInitialiserThrows() throws IOException {
        assertThat(refusal(plugin("static { if (true) throw new IllegalStateException(\"boom\"); }")))
                .contains("a static initialiser failed")
                .contains("boom");
    }

    @Test
    void staticInitialiserNeverEnds() throws IOException {
        String endless =
                "static { while (Math.abs(-1) > 0) { java.util.concurrent.locks.LockSupport.park(); Thread.interrupted(); } }";

        assertThat(refusal(plugin(endless))).contains("did not end within").contains("com.example.Bad.<clinit>");
    }

    @Test
    void newerClassVersion() throws IOException {
        byte[] code = plugin("").classes().get("com/example/Bad.class").clone();
        code[7] = 99;

        assertThat(refusal(plugin("").entry("com/example/Bad.class", code)))
                .contains("class file version 99")
                .contains("--release 17");
    }

    @Test
    void missingDependency() throws IOException {
        TestJar jar = plugin("final org.missing.Library library = new org.missing.Library();")
                .source("org.missing.Library", "package org.missing; public class Library {}");
        byte[] code = jar.classes().get("com/example/Bad.class");
        TestJar without = new TestJar().service("com.example.Bad").entry("com/example/Bad.class", code);

        assertThat(refusal(without))
                .contains("needs the class org.missing.Library")
                .contains("put its dependencies");
    }

    @Test
    void nullType() throws IOException {
        assertThat(refusal(new TestJar().plugin("com.example.Bad", "null", "return null;")))
                .contains("type() of com.example.Bad returned null");
    }

    @Test
    void malformedType() throws IOException {
        assertThat(refusal(new TestJar().plugin("com.example.Bad", "NodeType.of(\"no spaces\", 1)", "return null;")))
                .contains("no spaces");
    }

    @Test
    void theSameTypeTwice() throws IOException {
        TestJar jar = plugin("").plugin("com.example.Worse", GOOD_TYPE, "return null;");

        assertThat(refusal(jar)).contains("provides bad@1.0.0 twice");
    }

    @Test
    void bringsClassesOfTheHost() throws IOException {
        assertThat(refusal(plugin("").entry("io/sandglass/plugin/NodePlugin.class", "x")))
                .contains("belongs to Sandglass");
    }

    @Test
    void bringsClassesOfTheJdk() throws IOException {
        assertThat(refusal(plugin("").entry("java/lang/String.class", "x"))).contains("belongs to the JDK");
        assertThat(refusal(plugin("").entry("javax/crypto/Cipher.class", "x"))).contains("belongs to the JDK");
    }

    @Test
    void hidesClassesOfTheHostInAMultiReleasePart() throws IOException {
        TestJar jar = plugin("")
                .entry("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMulti-Release: true\n")
                .entry("META-INF/versions/9/io/sandglass/plugin/NodePlugin.class", "x");

        assertThat(refusal(jar)).contains("belongs to Sandglass");
    }

    @Test
    void cannotBeRead() throws IOException {
        Path file = directory.resolve("bad.jar");
        Files.createSymbolicLink(file, directory.resolve("bad.jar"));

        assertThat(reason()).contains("cannot be read");
    }

    private static TestJar plugin(String members) {
        return new TestJar().plugin("com.example.Bad", members, GOOD_TYPE, "return null;");
    }

    private String refusal(TestJar jar) throws IOException {
        return refusal(jar.bytes());
    }

    private String refusal(byte[] jar) throws IOException {
        Files.write(directory.resolve("bad.jar"), jar);
        return reason();
    }

    private String reason() {
        TestJar.answering("greet", "1.0.0", "hello").writeTo(directory.resolve("good.jar"));
        PluginSources sources = PluginSources.in(directory).withClock(LATER);
        try (PluginRegistry registry = new PluginRegistry(sources, Duration.ofMillis(800))) {
            registry.scan();
            registry.scan();

            assertThat(registry.names()).containsExactly("greet");
            return registry.entries().stream()
                    .filter(entry -> entry.state() == PluginState.REFUSED)
                    .findFirst()
                    .flatMap(PluginEntry::reason)
                    .orElseThrow();
        }
    }
}
