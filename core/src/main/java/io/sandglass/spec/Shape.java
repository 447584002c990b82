package io.sandglass.spec;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads one kind of value. */
@FunctionalInterface
interface Shape<T> {
    /** @throws Misfit if the value is of another kind */
    T read(JsonNode value);
}
