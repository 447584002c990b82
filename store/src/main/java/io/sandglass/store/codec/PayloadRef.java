package io.sandglass.store.codec;

/**
 * A payload that stands in a file of its own, by its content.
 *
 * @param sha256 of its bytes as in a record, 64 lower-case hex digits
 * @param size in bytes
 */
public record PayloadRef(String sha256, int size) {}
