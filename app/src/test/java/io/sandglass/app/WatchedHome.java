package io.sandglass.app;

import io.sandglass.plugin.NodePlugin;
import io.sandglass.store.Deployment;
import io.sandglass.store.InMemoryStore;
import io.sandglass.store.SpecStore;
import io.sandglass.time.Clock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A home with a workflow directory whose looks are made by hand, over a store in memory that outlives restarts. */
final class WatchedHome implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final SpecStore specs = new InMemoryStore().specs();
    RecordedTriggers triggers = new RecordedTriggers();

    private final Home home;
    private Catalog catalog;
    private WorkflowDirectory directory;
    private int writes;

    WatchedHome(Path root) {
        this.home = new Home(root).create();
        start();
    }

    /** The service ends here and starts again; what has happened to files in between is up to the caller. */
    void restart() {
        catalog.close();
        RecordedTriggers before = triggers;
        triggers = new RecordedTriggers();
        triggers.stored.addAll(before.stored);
        start();
    }

    private void start() {
        catalog = Catalog.open(home, List.of());
        directory =
                new WorkflowDirectory(new WorkflowFiles(home.workflows()), catalog, specs, triggers, new FixedClock());
        directory.restore();
    }

    void look() throws IOException {
        directory.look(catalog.registry().generation());
    }

    /** So many looks that everything that can happen has happened. */
    void settle() throws IOException {
        for (int i = 0; i < 4; i++) {
            look();
        }
    }

    Path file(String name) {
        return home.workflows().resolve(name);
    }

    /** Each write has a time of modification of its own. */
    void write(String name, String text) throws IOException {
        Files.writeString(file(name), text);
        Files.setLastModifiedTime(file(name), FileTime.from(NOW.plusSeconds(++writes)));
    }

    void move(String from, String to) throws IOException {
        Files.move(file(from), file(to));
    }

    /** A workflow with one trigger; its text has the mark in it. */
    static String workflow(String id, String mark) {
        return workflow(id, mark, "echo");
    }

    static String workflow(String id, String mark, String type) {
        return """
                apiVersion: sandglass/v3
                kind: Workflow
                id: %s
                description: %s
                triggers:
                  t: { type: interval, every: PT1H }
                nodes:
                  a: { type: %s }
                """.formatted(id, mark, type);
    }

    /** Puts a JAR with the plugin there and has it noticed. */
    void install(Class<? extends NodePlugin> plugin) throws IOException {
        Path jar = Files.write(home.plugins().resolve("late.jar"), jar(plugin));
        Files.setLastModifiedTime(jar, FileTime.from(NOW.minusSeconds(3600)));
        catalog.registry().scan();
    }

    static byte[] jar(Class<? extends NodePlugin> plugin) throws IOException {
        String path = plugin.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes);
                InputStream code = plugin.getClassLoader().getResourceAsStream(path)) {
            out.putNextEntry(new JarEntry(path));
            out.write(code.readAllBytes());
            out.putNextEntry(new JarEntry("META-INF/services/" + NodePlugin.class.getName()));
            out.write(plugin.getName().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    void uninstall() throws IOException {
        Files.delete(home.plugins().resolve("late.jar"));
        catalog.registry().scan();
    }

    /** What is recorded of a file. */
    Deployment row(String file) {
        return specs.deployments().stream()
                .filter(row -> row.file().equals(file))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is recorded of " + file));
    }

    @Override
    public void close() {
        catalog.close();
    }

    private static final class FixedClock implements Clock {
        @Override
        public Instant now() {
            return NOW;
        }

        @Override
        public long nanos() {
            return 0;
        }
    }
}
