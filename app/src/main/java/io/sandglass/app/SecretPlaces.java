package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.engine.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
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
    /** What is shorter cannot be told from ordinary text, so it could not be kept out of history. */
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
        return name -> Optional.ofNullable(places.get(name)).flatMap(place -> read(name, place, home));
    }

    private static Optional<String> read(String name, Place place, Home home) {
        try {
            Optional<String> value = place.variable().isPresent()
                    ? place.variable().map(System::getenv)
                    : Optional.of(
                            Files.readString(home.root().resolve(place.file().orElseThrow())));
            return value.map(String::strip).filter(secret -> isUsable(name, secret));
        } catch (IOException unreadable) {
            log.warn(
                    "secret {} cannot be read from {}: {}",
                    name,
                    place.file().orElse(""),
                    unreadable.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static boolean isUsable(String name, String secret) {
        boolean usable = secret.length() >= SHORTEST && secret.length() <= LONGEST;
        if (!usable) {
            log.warn("secret {} is not used: a secret has {} to {} characters", name, SHORTEST, LONGEST);
        }
        return usable;
    }
}
