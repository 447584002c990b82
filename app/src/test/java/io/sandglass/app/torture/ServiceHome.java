package io.sandglass.app.torture;

import com.example.torture.EffectNode;
import io.sandglass.app.Sandglass;
import io.sandglass.plugin.NodePlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The files that one service after the other works on, and their logs beside them. */
final class ServiceHome {
    /** How long a service may take to find its workflows: generous, as the machine may be busy with other things. */
    private static final Duration LEAD = Duration.ofSeconds(20);

    private final Program program;
    private final Path root;
    private final Path logs;
    private final List<String> options = new ArrayList<>();
    private final List<String> prefix = new ArrayList<>();
    private int lives;

    ServiceHome(Program program, Path root, Path logs) throws IOException {
        this.program = program;
        this.root = Files.createDirectories(root);
        this.logs = Files.createDirectories(logs);
    }

    Path root() {
        return root;
    }

    /** Where the effects are. */
    Path effects() {
        return root.resolve("plugins/effects.jar");
    }

    Path data() {
        return root.resolve("data");
    }

    /** Puts the plugin there whose nodes tell of their side effects. */
    ServiceHome withEffects() throws IOException {
        Path jar = effects();
        Files.createDirectories(jar.getParent());
        String code = EffectNode.class.getName().replace('.', '/');
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (String name : List.of(code + ".class", code + "$Server.class")) {
                try (InputStream bytes = EffectNode.class.getClassLoader().getResourceAsStream(name)) {
                    out.putNextEntry(new JarEntry(name));
                    out.write(bytes.readAllBytes());
                }
            }
            out.putNextEntry(new JarEntry("META-INF/services/" + NodePlugin.class.getName()));
            out.write(EffectNode.class.getName().getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Further ones for the JVM of each service. */
    ServiceHome withOptions(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** What each service is started by from now on, such as {@code prlimit --nofile=64}; nothing for none. */
    ServiceHome startedBy(String... command) {
        prefix.clear();
        prefix.addAll(List.of(command));
        return this;
    }

    /** The text of {@code sandglass.yaml}. */
    ServiceHome withSettings(String text) throws IOException {
        Files.writeString(root.resolve("sandglass.yaml"), text);
        return this;
    }

    ServiceHome withWorkflow(Shape shape) throws IOException {
        Path directory = Files.createDirectories(root.resolve("workflows"));
        Files.writeString(directory.resolve(shape.id() + ".yaml"), shape.document());
        return this;
    }

    /**
     * Deploys the workflows with triggers while a service runs, and waits for their first slot. The grid is known only if the
     * service knows the triggers before their first slot.
     *
     * @return their first slot
     */
    Instant withTimed(Shapes shapes, Door door) throws IOException {
        Instant first = Instant.now().plus(LEAD).truncatedTo(ChronoUnit.SECONDS);
        List<Shape> timed = shapes.timed(first);
        for (Shape shape : timed) {
            withWorkflow(shape);
        }
        String all = String.valueOf(timed.size());
        Sandglass.await(
                "the triggers",
                ServiceProcess.PATIENCE,
                () -> door.sure("select count(*) from report.triggers").equals(all));
        if (!Instant.now().isBefore(first)) {
            throw new AssertionError("the triggers were deployed too late; is the machine overloaded?");
        }
        Sandglass.await(
                "the first slot", ServiceProcess.PATIENCE, () -> Instant.now().isAfter(first));
        return first;
    }

    /** Starts the service, the next of its lives. */
    ServiceProcess start(String... options) throws IOException {
        return start(Map.of(), options);
    }

    /** @param environment beside that of this process */
    ServiceProcess start(Map<String, String> environment, String... more) throws IOException {
        int life = ++lives;
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        all.add("-Dtorture.life=" + life);
        Path out = logs.resolve(life + ".out");
        Path err = logs.resolve(life + ".err");
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program.serve(root, all));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(logs.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new ServiceProcess(life, builder.start(), root, err);
    }
}
