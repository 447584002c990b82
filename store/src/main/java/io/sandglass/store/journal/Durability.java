package io.sandglass.store.journal;

/** What an acknowledged entry survives. */
public enum Durability {
    /** The loss of power: every append is synced to the disk before it returns. */
    POWER,
    /** The death of the process, but not of the machine: an append is handed to the operating system. */
    PROCESS
}
