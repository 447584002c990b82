package io.sandglass.app.torture;

import io.sandglass.app.Sandglass;
import io.sandglass.app.http.ServiceAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One life of the service: its process, from start to end. Close it to be sure that it is gone. */
final class ServiceProcess implements AutoCloseable {
    /** Generous: the machine may be busy with other things. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration LOOK = Duration.ofMillis(10);

    private final int life;
    private final Process process;
    private final Path serviceFile;
    private final Path log;

    ServiceProcess(int life, Process process, Path home, Path log) {
        this.life = life;
        this.process = process;
        this.serviceFile = home.resolve("data/service.json");
        this.log = log;
    }

    int life() {
        return life;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits until it answers, having recovered what there was. */
    Door awaitReady() {
        return ready(PATIENCE)
                .orElseThrow(() -> new AssertionError("the service was not ready: exit "
                        + (alive() ? "none within " + PATIENCE : process.exitValue()) + "\n" + log()));
    }

    /** Empty if it ends before it answers. */
    Optional<Door> ready(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            Optional<Door> door = address().map(known -> new Door(life, known));
            if (door.isPresent()) {
                return door;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return Optional.empty();
    }

    private Optional<ServiceAddress> address() {
        try {
            return ServiceAddress.read(serviceFile).filter(address -> address.pid() == process.pid());
        } catch (IOException e) {
            return Optional.empty(); // it is being written
        }
    }

    /** {@code kill -9}, and waits for its end. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitExit(PATIENCE);
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Any signal, such as STOP. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
    }

    /** @return the exit code */
    int awaitExit(Duration most) throws InterruptedException {
        if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("process " + pid() + " has not ended within " + most);
        }
        return process.exitValue();
    }

    /** Whether it ended by itself, or by a crash point, in that time. */
    boolean endsWithin(Duration most) throws InterruptedException {
        return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it complained about. */
    List<String> errors() {
        return log().lines()
                .filter(line -> line.matches("\\d{4}-\\S+ ERROR .*") || line.startsWith("# A fatal error"))
                .toList();
    }

    void awaitLog(String words) {
        Sandglass.await("'" + words + "' in the log", PATIENCE, () -> log().contains(words));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
