package io.sandglass.benchmarks.process;

import io.sandglass.benchmarks.measure.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A home served by a process of its own, and what the process prints. Used by one thread; closing it kills it. */
final class ServedHome implements AutoCloseable {
    /** Printed when the service takes commands. */
    static final Pattern READY = Pattern.compile("^Sandglass \\S+ serves .*");

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Process process;
    private final long begun;
    private final BlockingQueue<Printed> printed = new LinkedBlockingQueue<>();

    private record Printed(String text, long nanos) {}

    private ServedHome(List<String> command) {
        begun = System.nanoTime();
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
        Thread reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static ServedHome start(Stage stage, Path home) {
        List<String> command = new ArrayList<>(stage.sandglass());
        command.addAll(List.of("serve", "--home", home.toString()));
        return new ServedHome(command);
    }

    static ServedHome start(List<String> command) {
        return new ServedHome(command);
    }

    /** When the process was started, by {@link System#nanoTime}. */
    long begun() {
        return begun;
    }

    /**
     * Waits until it prints a line.
     *
     * @return the match, and seconds since the start
     * @throws IllegalStateException if that takes too long or the process ends
     */
    Line await(Pattern pattern) throws InterruptedException {
        List<String> before = new ArrayList<>();
        for (Printed next = poll(); next != null; next = poll()) {
            Matcher matcher = pattern.matcher(next.text());
            if (matcher.find()) {
                return new Line(matcher, (next.nanos() - begun) / 1e9);
            }
            before.add(next.text());
        }
        throw new IllegalStateException("the service did not print " + pattern + " but:\n" + String.join("\n", before));
    }

    /** A line that was waited for. */
    record Line(Matcher match, double seconds) {}

    /** Resident memory in megabytes of a million bytes. */
    double megabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6)
                .findFirst()
                .orElseThrow();
    }

    /** The words it was started with, after any script has made them the JVM's. */
    List<String> words() throws IOException {
        String words = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        return List.of(words.split("\0"));
    }

    /** Ends it as a signal of the administrator does. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the service does not stop");
        }
    }

    /** Ends it without a warning: SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private @Nullable Printed poll() throws InterruptedException {
        return process.isAlive() || !printed.isEmpty() ? printed.poll(LONGEST.toSeconds(), TimeUnit.SECONDS) : null;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                printed.add(new Printed(line, System.nanoTime()));
            }
        } catch (IOException e) {
            printed.add(new Printed("its output cannot be read: " + e.getMessage(), System.nanoTime()));
        }
    }
}
