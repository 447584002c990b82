package io.sandglass.benchmarks.tasks;

import java.util.Optional;

/** A system that runs trivial tasks, set up and started. Used by one thread at a time. */
public interface TaskSystem extends AutoCloseable {
    /** As in the table: {@code Sandglass, strict}. */
    String name();

    /** As in {@link io.sandglass.benchmarks.measure.Contender#durability}. */
    String durability();

    /**
     * Runs chains in which each task comes after the one before, and returns once the ends of all are acknowledged.
     *
     * @param inFlight most chains that are open at once
     */
    void chains(int chains, int length, int inFlight) throws Exception;

    /** Runs this many tasks at once and one task after all of them; returns once its end is acknowledged. */
    void fan(int width) throws Exception;

    /**
     * Submits a task, and returns once it has ended.
     *
     * @return nanoseconds from the call that submits to the first line of the task's code
     */
    long firstLine() throws Exception;

    /**
     * Waits until nothing is left to do about what was acknowledged, such as rows for queries that are written later.
     *
     * @return whether there may be something of the kind at all
     */
    default boolean settle() throws Exception {
        return false;
    }

    /** Whether it does all the work of a round however long that takes, instead of as much as fits a round. */
    default boolean thorough() {
        return false;
    }

    /** The process of a server that does part of the work; empty if all of it is done in this one. */
    default Optional<ProcessHandle> server() {
        return Optional.empty();
    }

    @Override
    void close();
}
