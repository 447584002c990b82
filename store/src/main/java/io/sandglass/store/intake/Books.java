package io.sandglass.store.intake;

/** What is known in memory of runs, and of what only one run may have. */
public record Books(RunHeads heads, SlotBook slots, KeyBook keys) {}
