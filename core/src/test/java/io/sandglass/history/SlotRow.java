package io.sandglass.history;

/**
 * A slot as the store has it.
 *
 * @param fireTime wall-clock milliseconds
 * @param run empty if it was not run
 * @param reason why it was not run; empty if it was
 */
public record SlotRow(String trigger, long fireTime, String run, String reason) {}
