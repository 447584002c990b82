package io.sandglass.sandbox.real;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A compiler that this machine may have.
 *
 * @param source ending of its source files
 * @param nothing a program that does nothing, to find out whether it can make modules
 * @param commands ways to call it, of which the first that works is used; IN and OUT stand for files
 * @param install what to say where none works
 */
record Compiler(String source, String nothing, List<String> commands, String install) {
    private static final int PATIENCE_SECONDS = 60;

    static final Compiler C = new Compiler(
            ".c",
            "int main(void) { return 0; }",
            List.of(
                    "clang --target=wasm32-wasi -O2 IN -o OUT",
                    "clang-14 --target=wasm32-wasi -O2 IN -o OUT",
                    "clang-19 --target=wasm32-wasi -O2 IN -o OUT"),
            "clang, lld, wasi-libc and libclang-rt-dev-wasm32");

    static final Compiler LIBRARY = new Compiler(
            ".c",
            "int nothing(void) { return 0; }",
            C.commands.stream()
                    .map(command -> command + " -mexec-model=reactor")
                    .toList(),
            C.install);

    static final Compiler CPP = new Compiler(
            ".cc",
            "#include <iostream>\nint main() {}",
            C.commands.stream()
                    .map(command -> command.replaceFirst("clang", "clang++") + " -fno-exceptions")
                    .toList(),
            C.install + ", libc++-dev-wasm32");

    static final Compiler RUST = new Compiler(
            ".rs",
            "fn main() {}",
            List.of(
                    "rustc --target wasm32-wasip1 -O IN -o OUT",
                    "rustc --target wasm32-wasi -O IN -o OUT",
                    "/usr/bin/rustc --target wasm32-wasi -O IN -o OUT"),
            "rustc with the target wasm32-wasip1");

    static final Compiler GO = new Compiler(
            ".go",
            "package main\nfunc main() {}",
            List.of("env GOOS=wasip1 GOARCH=wasm go build -o OUT IN", "tinygo build -target=wasip1 -o OUT IN"),
            "go 1.21 or tinygo");

    /** A module of a program, or nothing where this machine cannot make any. */
    Optional<byte[]> compile(Path program, Path work) throws IOException, InterruptedException {
        Path probe = Files.writeString(work.resolve("nothing" + source), nothing);
        for (String command : commands) {
            if (run(command, probe, work.resolve("nothing.wasm")).isEmpty()) {
                Path module = work.resolve("module.wasm");
                Optional<String> problem = run(command, program, module);
                if (problem.isPresent()) {
                    throw new IllegalStateException(command + ": " + problem.get());
                }
                return Optional.of(Files.readAllBytes(module));
            }
        }
        return Optional.empty();
    }

    /** What went wrong. */
    private static Optional<String> run(String command, Path in, Path out) throws IOException, InterruptedException {
        Path said = out.resolveSibling("said");
        List<String> words = List.of(command.replace("IN", in.toAbsolutePath().toString())
                .replace("OUT", out.toString())
                .split(" "));
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(said.toFile()))
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of("it takes longer than " + PATIENCE_SECONDS + " s");
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(Files.readString(said));
        } catch (IOException absent) {
            return Optional.of(String.valueOf(absent.getMessage()));
        }
    }
}
