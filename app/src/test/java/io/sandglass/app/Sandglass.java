package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Drives the built distribution as a user would: through {@code bin/sandglass} in a process of its own. */
public final class Sandglass {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;

    public Sandglass(Path home) {
        this.home = home;
    }

    /** What a command printed and how it ended. */
    public record Result(int exitCode, String out, String err) {}

    /** The distribution that the build has just made. */
    public static Path distribution() {
        try (Stream<Path> found = Files.list(Path.of("target"))) {
            return found.filter(path -> path.getFileName().toString().startsWith("sandglass-"))
                    .map(path -> path.resolve(path.getFileName()))
                    .filter(path -> Files.isExecutable(path.resolve("bin/sandglass")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no distribution in target; run mvnw package"))
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path examples() {
        return distribution().resolve("examples");
    }

    Path home() {
        return home;
    }

    /** Runs one command to its end, on this home. */
    public Result call(String... arguments) {
        return bare(withHome(arguments).toArray(String[]::new));
    }

    /** Runs one command that knows no home. */
    Result bare(String... arguments) {
        Process process = launch(List.of(arguments));
        try {
            Path out = output(process, "out");
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("sandglass %s ends", String.join(" ", arguments))
                    .isTrue();
            return new Result(process.exitValue(), Files.readString(out), Files.readString(output(process, "err")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts a command and leaves it running; its output goes to files beside the home. */
    Process start(String... arguments) {
        return launch(withHome(arguments));
    }

    private List<String> withHome(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--home");
        all.add(home.toString());
        return all;
    }

    private Process launch(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(distribution().resolve("bin/sandglass").toString());
        command.addAll(arguments);
        try {
            Path logs = Files.createDirectories(home.resolveSibling(home.getFileName() + "-output"));
            Path out = Files.createTempFile(logs, "call", ".out");
            Path err = Path.of(out.toString().replaceFirst("out$", "err"));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            Files.writeString(logs.resolve(process.pid() + ".name"), out.toString());
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file a started command writes to; {@code which} is {@code out} or {@code err}. */
    Path output(Process process, String which) throws IOException {
        Path logs = home.resolveSibling(home.getFileName() + "-output");
        String out = Files.readString(logs.resolve(process.pid() + ".name"));
        return Path.of(out.replaceFirst("out$", which));
    }

    /** Waits until a service that was started says that it serves. */
    void awaitServing(Process service) throws IOException {
        Path out = output(service, "out");
        Path err = output(service, "err");
        await("the service", PATIENCE, () -> {
            assertThat(service.isAlive()).as(() -> read(err)).isTrue();
            return read(out).contains("plugins go to");
        });
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies an example into a directory of the home, as a user would. */
    Sandglass drop(Path file, String directory) throws IOException {
        Path target = Files.createDirectories(home.resolve(directory)).resolve(file.getFileName());
        Files.copy(file, target);
        return this;
    }

    /** The first column of what {@code sandglass sql} answers, without the heading. */
    List<String> column(String select) {
        Result result = call("sql", select);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out().lines().skip(1).map(String::strip).toList();
    }

    /** Waits until the condition holds, asking every 200 ms. */
    public static void await(String what, Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s within %s", what, patience).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }
}
