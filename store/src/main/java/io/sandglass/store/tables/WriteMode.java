package io.sandglass.store.tables;

/** How records of runs are written: quickly at first, as nearly all of them fit. */
public enum WriteMode {
    /** Takes for granted that each attempt begins once. */
    QUICK,
    /** Looks each row up before it is inserted. */
    CHECKED,
    /** Writes only what the run needs to go on: its row and its records, not the rows that show its attempts and values. */
    ESSENTIAL
}
