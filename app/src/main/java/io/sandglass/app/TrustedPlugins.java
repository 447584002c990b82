package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which plugin files are loaded.
 *
 * @param digests of their bytes, {@code sha256:} and 64 hexadecimal digits in lower case; empty for whatever files there
 *     are
 */
public record TrustedPlugins(Optional<Set<String>> digests) implements Predicate<String> {
    /** Whatever lies in the directory for plugins. */
    public static final TrustedPlugins ALL = new TrustedPlugins(Optional.empty());

    public TrustedPlugins {
        requireNonNull(digests, "digests");
        digests = digests.map(Set::copyOf);
    }

    /** Whether a file of this digest is loaded. */
    @Override
    public boolean test(String digest) {
        return digests.map(trusted -> trusted.contains(digest)).orElse(true);
    }
}
