package io.sandglass.benchmarks.tasks;

import io.sandglass.benchmarks.measure.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Opens systems that run trivial tasks. Found as a service, so that peers can be added from outside. */
public interface TaskSystems {
    /** Each with a new store in the stage's scratch directory; the caller closes them. */
    List<TaskSystem> open(Stage stage) throws Exception;

    /** Sandglass in all its kinds, and peers if the stage wants them. */
    static List<TaskSystem> all(Stage stage) throws Exception {
        List<TaskSystem> systems = new ArrayList<>(SandglassTasks.kinds(stage));
        if (stage.peers()) {
            for (TaskSystems more : ServiceLoader.load(TaskSystems.class)) {
                systems.addAll(more.open(stage));
            }
        }
        return systems;
    }
}
