package io.sandglass.benchmarks.sandbox;

import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.sandbox.GuestKernel.Burst;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A kernel in V8, in a process of Node's. Used by one thread. */
final class V8 implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private V8(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Empty where Node is not installed. */
    static Optional<V8> start(Stage stage, byte[] wasm) {
        Path directory = stage.directory("v8");
        try {
            Path script = Files.write(directory.resolve("v8.cjs"), Resources.bytes("v8.cjs"));
            Path module = Files.write(directory.resolve("kernel.wasm"), wasm);
            return Optional.of(new V8(new ProcessBuilder("node", script.toString(), module.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Burst run(long size) {
        try {
            process.getOutputStream().write((size + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            String[] words = String.valueOf(answers.readLine()).split(" ");
            return new Burst(Long.parseLong(words[0]), Long.parseLong(words[1]), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Node does not answer", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
