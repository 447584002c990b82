package io.sandglass.run;

import static java.util.Objects.requireNonNull;

/**
 * An event in its place.
 *
 * @param seq counts from 1 in each run, without holes
 */
public record RunRecord(RunId run, long seq, RunEvent event) {
    public RunRecord {
        requireNonNull(run, "run");
        requireNonNull(event, "event");
    }
}
