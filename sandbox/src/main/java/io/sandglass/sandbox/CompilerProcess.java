package io.sandglass.sandbox;

import io.sandglass.sandbox.InvalidModule.Blame;
import io.sandglass.sandbox.engine.WasmEngine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles one module in a JVM of its own: what its compiler does to time and memory ends with that process, which is
 * killed when the waiting thread is interrupted.
 */
final class CompilerProcess {
    private static final Logger log = LoggerFactory.getLogger(CompilerProcess.class);
    private static final int MOST_SAID = 2_000;
    /** All that it sees of the environment: how file names are encoded, and what Windows does not do without. */
    private static final Set<String> ENVIRONMENT = Set.of("LANG", "LC_ALL", "LC_CTYPE", "SystemRoot");

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
    void compile(WasmEngine engine, byte[] wasm, Path kept) throws IOException, InterruptedException {
        Path module = Files.write(work.path().resolve("module"), wasm);
        Path said = work.path().resolve("said");
        Process process = builder(engine, kept)
                .redirectInput(module.toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(said.toFile())
                .start();
        log.info("a module of {} bytes is compiled in a process of its own, {}", wasm.length, process.pid());
        try {
            answer(process.waitFor(), said);
        } finally {
            process.destroyForcibly();
        }
    }

    ProcessBuilder builder(WasmEngine engine, Path kept) {
        ProcessBuilder builder = new ProcessBuilder(
                java().toString(),
                "-Xmx" + how.childHeapBytes(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Dslf4j.internal.verbosity=ERROR", // or it says that it has nowhere to log, before our reason
                "-cp",
                CompilerClassPath.of(engine),
                CompilerMain.class.getName(),
                name(engine),
                kept.toAbsolutePath().toString(),
                how.limit().toString());
        builder.environment().keySet().retainAll(ENVIRONMENT);
        return builder;
    }

    /** By which the process finds the same engine. */
    private static String name(WasmEngine engine) {
        if (!isFound(engine)) {
            throw new InvalidModule(
                    "the module is so large that it is compiled in a process of its own, which does not find the engine "
                            + engine.id() + ": " + engine.getClass().getName() + " is no service that the class path"
                            + " names; name it in META-INF/services, or compile in this process:"
                            + " Compiling.withoutChild()",
                    new IllegalStateException(engine.id()),
                    Blame.HOST);
        }
        return engine.id();
    }

    private static boolean isFound(WasmEngine engine) {
        try {
            return WasmEngine.named(engine.id()).getClass() == engine.getClass();
        } catch (IllegalStateException none) {
            return false;
        }
    }

    private static Path java() {
        Path directory = Path.of(System.getProperty("java.home"), "bin");
        return Stream.of("java", "java.exe")
                .map(directory::resolve)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new InvalidModule(
                        "the module is so large that it is compiled in a process of its own, but there is no java in "
                                + directory
                                + "; run the program by a JDK or JRE that has it, or compile in this process:"
                                + " Compiling.withoutChild(), apartAbove: never",
                        new FileNotFoundException(directory.toString()),
                        Blame.HOST));
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
