package io.sandglass.engine.attempt;

import java.util.Optional;

/** Where secrets are. Thread-safe; asked anew for each attempt, so that a changed secret counts from then on. */
@FunctionalInterface
public interface SecretSource {
    /** There are none. */
    SecretSource NONE = name -> Optional.empty();

    /** The value of a secret; empty if there is none of that name at present. */
    Optional<String> value(String name);
}
