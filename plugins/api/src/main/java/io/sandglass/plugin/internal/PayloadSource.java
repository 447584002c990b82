package io.sandglass.plugin.internal;

/** Where the value of a payload can be read again that may leave memory. Thread-safe. */
@FunctionalInterface
public interface PayloadSource {
    /**
     * Reads it, as often as it is asked. What it throws is thrown by whatever needs the value.
     *
     * @return an equal payload, or its value
     */
    Object read();
}
