package io.sandglass.store.projection;

import java.time.Duration;
import java.util.Optional;

/**
 * How far the database is behind the journal.
 *
 * @param records acknowledged, and not yet to be found by queries
 * @param age for how long the oldest of them has been
 * @param trouble why the database cannot be written to now; empty if it can
 * @param setAside how often the tables refused what the journal tells of a run, ever; a verification of the store names them
 * @param lostLines log lines that never came to the history since the start: there was no room for them, or it failed
 */
public record ProjectionLag(long records, Duration age, Optional<String> trouble, long setAside, long lostLines) {}
