package io.sandglass.app.torture;

import io.sandglass.app.Sandglass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The built distribution as a command line: the classes and options that {@code bin/sandglass serve} uses, without its
 * shell, and with a class-data archive of a service's start.
 */
final class Program {
    private static final Path ARCHIVE = Path.of("target", "torture.jsa").toAbsolutePath();
    private static final Duration TRAINING = Duration.ofSeconds(60);

    private final Path jar;

    private Program(Path jar) {
        this.jar = jar;
    }

    /** What the build has just made. */
    static Program built() {
        try (var files = Files.list(Sandglass.distribution().resolve("lib"))) {
            return new Program(
                    files.filter(file -> file.getFileName().toString().startsWith("sandglass-app-"))
                            .findFirst()
                            .orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the archive, once for each build. */
    synchronized Program trained(Path scratch) throws IOException, InterruptedException {
        if (Files.exists(ARCHIVE) && Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(jar)) > 0) {
            return this;
        }
        Files.deleteIfExists(ARCHIVE);
        ServiceHome home = new ServiceHome(this, scratch.resolve("training"), scratch.resolve("training-logs"));
        try (ServiceProcess service = home.start("-XX:ArchiveClassesAtExit=" + ARCHIVE)) {
            service.awaitReady();
            service.terminate();
            service.awaitExit(TRAINING);
        }
        return this;
    }

    /** @param options further ones for the JVM */
    List<String> serve(Path home, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx160m",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:-UsePerfData"));
        if (Files.exists(ARCHIVE)) {
            command.add("-XX:SharedArchiveFile=" + ARCHIVE);
        }
        command.addAll(options);
        command.addAll(List.of("-cp", jar.toString(), "io.sandglass.app.cli.Main", "serve", "--home", home.toString()));
        return command;
    }
}
