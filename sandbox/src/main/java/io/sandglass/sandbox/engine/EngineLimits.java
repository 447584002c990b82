package io.sandglass.sandbox.engine;

/**
 * What an engine enforces by itself.
 *
 * @param memoryBytes linear memory over all memories; growing beyond fails inside the guest
 * @param tableEntries entries over all tables; growing beyond fails inside the guest
 */
public record EngineLimits(long memoryBytes, int tableEntries) {}
