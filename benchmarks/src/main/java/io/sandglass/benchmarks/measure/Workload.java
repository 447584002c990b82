package io.sandglass.benchmarks.measure;

import java.util.List;

/** Something to do that takes time. Found as a service, so that peers and comparisons can be added from outside. */
public interface Workload {
    /** What the command line calls it. */
    String name();

    /** One sentence. */
    String about();

    /** Sets up all who contend in it. The suite closes them. */
    List<Contender> contenders(Stage stage) throws Exception;
}
