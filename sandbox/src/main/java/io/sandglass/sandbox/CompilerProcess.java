package io.sandglass.sandbox;

import io.sandglass.sandbox.InvalidModule.Blame;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Compiles one module in a JVM of its own: what its compiler does to time and memory ends with that process, which is
 * killed when the waiting thread is interrupted.
 */
final class CompilerProcess {
    private static final int MOST_SAID = 2_000;
    private static final List<String> OPTIONS_OF_OTHERS =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final WorkDirectory work;
    private final Compiling how;

    CompilerProcess(WorkDirectory work, Compiling how) {
        this.work = work;
        this.how = how;
    }

    /**
     * Leaves the code of a module in a directory.
     *
     * @param kept opened there as a {@link io.sandglass.sandbox.cache.CodeDirectory}
     * @throws InvalidModule if the module is refused there
     */
    void compile(String engine, byte[] wasm, Path kept) throws IOException, InterruptedException {
        Path module = Files.write(work.path().resolve("module"), wasm);
        Path said = work.path().resolve("said");
        Process process = builder(engine, kept)
                .redirectInput(module.toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(said.toFile())
                .start();
        try {
            answer(process.waitFor(), said);
        } finally {
            process.destroyForcibly();
        }
    }

    private ProcessBuilder builder(String engine, Path kept) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + how.childHeapBytes(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CompilerMain.class.getName(),
                engine,
                kept.toAbsolutePath().toString(),
                how.limit().toString());
        builder.environment().keySet().removeAll(OPTIONS_OF_OTHERS);
        return builder;
    }

    private static void answer(int code, Path said) throws IOException {
        if (code == CompilerMain.DONE) {
            return;
        }
        String text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
        String reason = text.substring(Math.max(0, text.length() - MOST_SAID)).strip();
        IOException cause = new IOException("the compiling process ended with " + code);
        switch (code) {
            case CompilerMain.REFUSED -> throw new InvalidModule(reason, cause);
            case CompilerMain.TOOK_TOO_MUCH -> throw new InvalidModule(reason, cause, Blame.MODULE_TOOK_TOO_MUCH);
            default ->
                throw new InvalidModule(
                        "the module could not be compiled in a process of its own (exit code " + code + "): " + reason,
                        cause,
                        Blame.HOST);
        }
    }
}
