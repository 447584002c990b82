package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * That a service has a home open and answers nobody: it starts, or it stops. The name of a file in the home says so
 * meanwhile: each process has its own, so that none says or takes back anything for another, and none is read half written.
 *
 * @param pid the service's process
 */
public record ServicePhase(Kind kind, long pid) {
    private static final Pattern NAME = Pattern.compile("service\\.(starting|stopping)\\.(\\d{1,12})");

    public ServicePhase {
        requireNonNull(kind, "kind");
    }

    /** In one word. */
    public enum Kind {
        STARTING,
        STOPPING;

        /** As one says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** This process's service is in this phase, until {@link #over}. */
    static void begin(Home home, Kind kind) throws IOException {
        for (Path old : files(home)) {
            if (living(old).isEmpty()) {
                Files.deleteIfExists(old);
            }
        }
        Files.writeString(own(home, kind), kind.word() + "\n", StandardCharsets.UTF_8);
    }

    /** This process's service is in no phase any more. */
    static void over(Home home) throws IOException {
        for (Kind kind : Kind.values()) {
            Files.deleteIfExists(own(home, kind));
        }
    }

    /** Empty if no service says so whose process lives. */
    public static Optional<ServicePhase> of(Home home) {
        try {
            return files(home).stream()
                    .map(ServicePhase::living)
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // mostly because there is no home
        }
    }

    private static Path own(Home home, Kind kind) {
        return home.data()
                .resolve(
                        "service." + kind.word() + "." + ProcessHandle.current().pid());
    }

    private static List<Path> files(Home home) throws IOException {
        try (Stream<Path> files = Files.list(home.data())) {
            return files.filter(file -> name(file).matches()).toList();
        }
    }

    private static Matcher name(Path file) {
        return NAME.matcher(String.valueOf(file.getFileName()));
    }

    private static Optional<ServicePhase> living(Path file) {
        Matcher name = name(file);
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return name.matches()
                    ? Optional.of(new ServicePhase(
                                    Kind.valueOf(name.group(1).toUpperCase(Locale.ROOT)),
                                    Long.parseLong(name.group(2))))
                            .filter(phase -> phase.lives(written))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it is over
        }
    }

    /** A process that began later has the number of one that died; one that died and was not reaped has no command. */
    private boolean lives(Instant written) {
        return ProcessHandle.of(pid)
                .filter(process -> process.isAlive() && process.info().command().isPresent())
                .filter(process ->
                        process.info().startInstant().orElse(Instant.MIN).isBefore(written.plusSeconds(1)))
                .isPresent();
    }
}
