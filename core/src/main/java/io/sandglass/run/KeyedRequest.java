package io.sandglass.run;

import static java.util.Objects.requireNonNull;

/**
 * What is kept of a request with a key, to tell whether a later one with that key asks for the same run.
 *
 * @param inputs digest of the inputs as they were given
 */
public record KeyedRequest(IdempotencyKey key, String inputs) {
    public KeyedRequest {
        requireNonNull(key, "key");
        requireNonNull(inputs, "inputs");
    }
}
