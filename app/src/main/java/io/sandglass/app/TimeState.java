package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.store.file.DurableFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What {@link SteadyTime} has to know after a restart.
 *
 * @param believed the time by which old things were deleted last
 * @param shown what the wall clock said then
 * @param doubted for how long the service has run since it stopped believing the wall clock; empty if it believes it
 */
record TimeState(Instant believed, Instant shown, Optional<Duration> doubted) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    /** Nothing was deleted by another process, or no one knows. */
    static TimeState trusting(Instant wall) {
        return new TimeState(wall, wall, Optional.empty());
    }

    /** Nothing is old enough to be deleted until the clock is believed. */
    static TimeState doubting(Instant wall) {
        return new TimeState(Instant.EPOCH, wall, Optional.of(Duration.ZERO));
    }

    TimeState {
        requireNonNull(believed, "believed");
        requireNonNull(shown, "shown");
        requireNonNull(doubted, "doubted");
    }

    /**
     * What was written last; empty if there is no file.
     *
     * @throws IOException if the file cannot be read, or holds anything else
     */
    static Optional<TimeState> read(Path file) throws IOException {
        try {
            return Optional.of(parse(JSON.readTree(Files.readString(file))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (JsonProcessingException | CharacterCodingException | DateTimeException damaged) {
            throw new IOException(file + " is damaged", damaged);
        }
    }

    private static TimeState parse(JsonNode json) {
        JsonNode doubted = json.path("doubted");
        return new TimeState(
                instant(json.path("believed")),
                instant(json.path("shown")),
                doubted.isMissingNode() ? Optional.empty() : Optional.of(Duration.parse(doubted.asText())));
    }

    private static Instant instant(JsonNode text) {
        Instant read = Instant.parse(text.asText());
        if (read.isBefore(Instant.EPOCH) || read.isAfter(END)) {
            throw new DateTimeException("no time of a clock: " + read);
        }
        return read;
    }

    /** Replaces the file for good, whole or not at all: without one, any clock would be believed. */
    void write(Path file) throws IOException {
        ObjectNode json =
                JSON.createObjectNode().put("believed", believed.toString()).put("shown", shown.toString());
        doubted.ifPresent(time -> json.put("doubted", time.toString()));
        DurableFiles.write(file, (json + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
