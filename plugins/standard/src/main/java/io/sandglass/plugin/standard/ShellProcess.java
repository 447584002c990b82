package io.sandglass.plugin.standard;

import io.sandglass.plugin.CancellationToken;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running program and its temporary directory. What it writes goes to files there, so that a process it leaves behind
 * cannot keep the attempt waiting on a pipe. Used by the attempt's thread.
 */
final class ShellProcess implements AutoCloseable {
    private static final long FIRST_LOOK_MILLIS = 2;
    private static final long KILL_SECONDS = 2;
    private static final long SLOWEST_LOOK_MILLIS = 50;

    /** How a program ended. */
    enum How {
        EXITED,
        TIMED_OUT,
        TOO_MUCH_OUTPUT
    }

    /** @param stdout empty unless it exited, as is {@code stderr} */
    record End(How how, int exitCode, String stdout, String stderr) {}

    /** The operating system did not start it. */
    static final class NotStarted extends Exception {
        private static final long serialVersionUID = 1;

        NotStarted(String message) {
            super(message);
        }
    }

    private final Path directory;
    private final Process process;
    /** The process and its descendants, also those whose parents are gone. */
    private final Set<ProcessHandle> family = ConcurrentHashMap.newKeySet();

    private ShellProcess(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
        family.add(process.toHandle());
    }

    static ShellProcess start(ShellCommand command) throws IOException, NotStarted {
        Path directory = Files.createTempDirectory("sandglass-shell-");
        try {
            return new ShellProcess(directory, start(command, directory));
        } catch (IOException | NotStarted failed) {
            deleteTree(directory);
            throw failed;
        }
    }

    private static Process start(ShellCommand command, Path directory) throws IOException, NotStarted {
        Path work = Files.createDirectory(directory.resolve("work"));
        Path stdin = Files.writeString(directory.resolve("stdin"), command.stdin());
        ProcessBuilder builder = new ProcessBuilder(ShellSession.begin(command.argv()))
                .directory(work.toFile())
                .redirectInput(stdin.toFile())
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(Set.of("PATH"));
        environment.putAll(command.env());
        try {
            return builder.start();
        } catch (IOException refused) {
            throw new NotStarted("program '" + command.program() + "' could not be started: " + refused.getMessage());
        }
    }

    /**
     * Waits for the end, which is at the latest the deadline of the context.
     *
     * @throws InterruptedException if the attempt is cancelled or interrupted; the program is killed by {@link #close}
     */
    End await(NodeContext context) throws IOException, InterruptedException {
        return await(context, Duration.between(context.now(), context.deadline()));
    }

    /** The same for this long. */
    End await(NodeContext context, Duration most) throws IOException, InterruptedException {
        CancellationToken.Registration killing = context.cancellation().onCancel(this::kill);
        try {
            How how = watch(context, most);
            if (context.cancellation().isCancelled()) {
                throw new InterruptedException("cancelled");
            }
            return how == How.EXITED ? exited(context.limits()) : new End(how, -1, "", "");
        } finally {
            killing.close();
        }
    }

    private How watch(NodeContext context, Duration most) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long allowed = Math.max(0, most.toNanos());
        long pause = FIRST_LOOK_MILLIS;
        while (!process.waitFor(pause, TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(family::add);
            if (isTooMuch(context)) {
                return How.TOO_MUCH_OUTPUT;
            }
            if (System.nanoTime() - start >= allowed) {
                return How.TIMED_OUT;
            }
            pause = Math.min(SLOWEST_LOOK_MILLIS, pause * 2);
        }
        return isTooMuch(context) ? How.TOO_MUCH_OUTPUT : How.EXITED;
    }

    private boolean isTooMuch(NodeContext context) throws IOException {
        return Files.size(directory.resolve("stdout")) > context.limits().outputBytes()
                || Files.size(directory.resolve("stderr")) > context.limits().logBytes();
    }

    /** What is left behind may still be writing: no more is read than may be. */
    private End exited(Limits limits) throws IOException {
        Optional<String> stdout = read("stdout", limits.outputBytes());
        Optional<String> stderr = read("stderr", limits.logBytes());
        return stdout.isPresent() && stderr.isPresent()
                ? new End(How.EXITED, process.exitValue(), stdout.get(), stderr.get())
                : new End(How.TOO_MUCH_OUTPUT, -1, "", "");
    }

    private Optional<String> read(String name, long most) throws IOException {
        int asked = (int) Math.min(most, Integer.MAX_VALUE - 16) + 1;
        try (InputStream file = Files.newInputStream(directory.resolve(name))) {
            byte[] bytes = file.readNBytes(asked);
            return bytes.length < asked ? Optional.of(new String(bytes, StandardCharsets.UTF_8)) : Optional.empty();
        }
    }

    /** Kills what is still running and deletes the directory. */
    @Override
    public void close() {
        kill();
        ShellSession.kill(process.pid());
        CompletableFuture<?>[] ends = family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, KILL_SECONDS, TimeUnit.SECONDS)
                .join();
        deleteTree(directory);
    }

    private void kill() {
        process.descendants().forEach(family::add);
        family.forEach(ProcessHandle::destroyForcibly);
    }

    private static void deleteTree(Path root) {
        try {
            walk(root);
        } catch (IOException stillInUse) {
            root.toFile().deleteOnExit(); // a process that survived its kill still writes there
        }
    }

    private static void walk(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
