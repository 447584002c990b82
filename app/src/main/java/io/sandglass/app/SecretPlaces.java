package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.engine.attempt.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the secrets of a home are; their values are never kept here.
 *
 * @param places by the name that workflows use
 */
public record SecretPlaces(Map<String, Place> places) {
    /** There are no secrets. */
    public static final SecretPlaces NONE = new SecretPlaces(Map.of());

    private static final Logger log = LoggerFactory.getLogger(SecretPlaces.class);
    /** Anything shorter cannot be distinguished from ordinary text, so it could not be kept out of history. */
    private static final int SHORTEST = 8;

    private static final int LONGEST = 8 * 1024;

    public SecretPlaces {
        places = Map.copyOf(places);
    }

    /**
     * Where one secret is.
     *
     * @param variable of the environment; empty if it is in a file
     * @param file relative to the home, or absolute; empty if it is in the environment
     */
    public record Place(Optional<String> variable, Optional<String> file) {
        public Place {
            requireNonNull(variable, "variable");
            requireNonNull(file, "file");
            if (variable.isPresent() == file.isPresent()) {
                throw new IllegalArgumentException(
                        "a secret is in one place: write it as in { env: ORDERS_API_KEY } or { file: /run/secrets/key }");
            }
        }
    }

    /** Reads them when they are asked for; what cannot be read, or is no usable secret, is as good as missing. */
    SecretSource in(Home home) {
        return name -> {
            Reading reading = read(name, home);
            reading.trouble().ifPresent(trouble -> log.warn("secret {} is not used: {}", name, trouble));
            return reading.value();
        };
    }

    /**
     * What is wrong with the places, and with what may be used besides; a line each.
     *
     * @param granted names that workflows may ask for; {@code *} is none
     */
    List<String> troubles(Home home, Set<String> granted) {
        Set<String> names = new TreeSet<>(places.keySet());
        names.addAll(granted);
        names.remove("*");
        return names.stream()
                .flatMap(name -> read(name, home).trouble().stream().map(trouble -> "secret " + name + ": " + trouble))
                .toList();
    }

    private record Reading(Optional<String> value, Optional<String> trouble) {
        static Reading of(String secret) {
            return secret.length() >= SHORTEST && secret.length() <= LONGEST
                    ? new Reading(Optional.of(secret), Optional.empty())
                    : trouble("a secret has " + SHORTEST + " to " + LONGEST + " characters, this one has others");
        }

        static Reading trouble(String why) {
            return new Reading(Optional.empty(), Optional.of(why));
        }
    }

    private Reading read(String name, Home home) {
        Place place = places.get(name);
        if (place == null) {
            return Reading.trouble("nobody knows it; say where it is with secrets in sandglass.yaml");
        }
        if (place.variable().isPresent()) {
            String variable = place.variable().get();
            return Optional.ofNullable(System.getenv(variable))
                    .map(value -> Reading.of(value.strip()))
                    .orElseGet(() -> Reading.trouble("the environment variable " + variable + " is not set"));
        }
        return readFile(home.root().resolve(place.file().orElseThrow()));
    }

    private static Reading readFile(Path file) {
        try {
            return Reading.of(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            return Reading.trouble(file + ": there is no such file");
        } catch (IOException e) {
            return Reading.trouble(file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
