package io.sandglass.plugin;

import java.time.Instant;
import java.util.Optional;

/**
 * What an attempt may know about itself, and its few doors to the host. Valid until the attempt ends; safe for use by
 * several threads of the same attempt.
 */
public interface NodeContext {
    /** The run, for example {@code 01k3-7f2q}; unique in one home for ever. */
    String runId();

    /** The node's id in its workflow. */
    String nodeId();

    /**
     * On whose behalf the run is: where attempts wait for something that there is only so much of, let tenants take turns.
     *
     * @return {@code default} where nobody else claims the run
     */
    default String tenant() {
        return "default";
    }

    /** Counts from 1 in each node; a retry is a new attempt. */
    int attempt();

    /** The same on every attempt of this node in this run, also after a crash: give it to what you call. */
    String idempotencyKey();

    /** The host's clock; use it instead of the system's, so that tests can move time. */
    Instant now();

    /** When this attempt is cancelled for taking too long. */
    Instant deadline();

    /** What both the workflow asked for and the administrator allows. */
    Permissions permissions();

    /**
     * The value of a secret that {@link #permissions()} name; read when it is asked for. Do not put it into outputs or
     * failures: the host takes it out of them where it finds it, which is a net and no licence.
     *
     * @return empty if it is not granted, or there is none of that name
     */
    default Optional<String> secret(String name) {
        return Optional.empty();
    }

    /** The limits that hold for this attempt, already capped by the administrator. */
    Limits limits();

    /** Whether time and chance are to be the same each time that this attempt is made again; see {@code determinism}. */
    default boolean strict() {
        return false;
    }

    /** What the nodes of this run keep for each other, also through crashes. */
    RunValues state();

    /** Tells whether this attempt should stop. */
    CancellationToken cancellation();

    /** Adds a line to the run's log; lines over 16 KiB are cut, control characters escaped. Never throws. */
    void log(LogLevel level, String message);
}
