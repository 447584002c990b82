package io.sandglass.benchmarks.measure;

import java.time.Duration;
import java.util.List;

/** Something to do that takes time. Found as a service, so that peers and comparisons can be added from outside. */
public interface Workload {
    /** What the command line calls it. */
    String name();

    /** One sentence. */
    String about();

    /**
     * How long all its rounds may take: rounds that do not fit are left out, but for the first. A round that has begun is
     * not cut.
     *
     * @param peers whether other systems contend too
     */
    default Duration most(boolean peers) {
        return Duration.ofMinutes(1);
    }

    /** Sets up all who contend in it. The suite closes them. */
    List<Contender> contenders(Stage stage) throws Exception;
}
