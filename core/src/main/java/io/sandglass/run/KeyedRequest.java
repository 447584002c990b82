package io.sandglass.run;

import static java.util.Objects.requireNonNull;

/**
 * What is remembered of a request that had a key, to tell whether another with the same key asks for the same.
 *
 * @param inputs digest of the inputs as they were given
 */
public record KeyedRequest(IdempotencyKey key, String inputs) {
    public KeyedRequest {
        requireNonNull(key, "key");
        requireNonNull(inputs, "inputs");
    }
}
