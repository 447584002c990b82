package io.sandglass.fair;

/**
 * How a tenant stands at the gate.
 *
 * @param running attempts inside
 * @param ready attempts that wait at the gate
 * @param maxRunning most inside at once
 */
public record ShareStatus(int running, int ready, int maxRunning) {}
