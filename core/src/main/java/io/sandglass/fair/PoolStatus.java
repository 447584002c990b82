package io.sandglass.fair;

/**
 * How a pool stands.
 *
 * @param running attempts inside
 * @param ready attempts that wait at the gate
 */
public record PoolStatus(int size, int running, int ready) {}
