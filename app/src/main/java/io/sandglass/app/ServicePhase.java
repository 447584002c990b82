package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a service has a home open and answers nobody: it starts, or it stops. Kept in a file of the home meanwhile.
 *
 * @param pid the service's process
 */
public record ServicePhase(Kind kind, long pid) {
    private static final Pattern FORM = Pattern.compile("(starting|stopping) (\\d{1,12})");

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
        String text = kind.word() + " " + ProcessHandle.current().pid();
        Files.writeString(home.phaseFile(), text, StandardCharsets.UTF_8);
    }

    static void over(Home home) throws IOException {
        Files.deleteIfExists(home.phaseFile());
    }

    /** Empty if no service says so, or its process has died since. */
    public static Optional<ServicePhase> of(Home home) {
        try {
            Matcher text = FORM.matcher(Files.readString(home.phaseFile(), StandardCharsets.UTF_8));
            Instant written = Files.getLastModifiedTime(home.phaseFile()).toInstant();
            return text.matches()
                    ? Optional.of(new ServicePhase(
                                    Kind.valueOf(text.group(1).toUpperCase(Locale.ROOT)),
                                    Long.parseLong(text.group(2))))
                            .filter(phase -> phase.lives(written))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // mostly because there is none
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
