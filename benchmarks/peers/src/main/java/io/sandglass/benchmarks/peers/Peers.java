package io.sandglass.benchmarks.peers;

import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.tasks.TaskSystem;
import io.sandglass.benchmarks.tasks.TaskSystems;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All peers that can be started on this machine. */
public final class Peers implements TaskSystems {
    private static final Logger log = LoggerFactory.getLogger(Peers.class);

    @Override
    public List<TaskSystem> open(Stage stage) {
        List<TaskSystem> peers = new ArrayList<>();
        add(peers, "Quartz in memory", QuartzTasks::inMemory);
        add(peers, "Quartz on H2", () -> QuartzTasks.on(Database.h2(stage.directory("quartz"))));
        add(peers, "db-scheduler on H2", () -> new DbSchedulerTasks(Database.h2(stage.directory("db-scheduler"))));
        add(
                peers,
                "db-scheduler on PostgreSQL",
                () -> new DbSchedulerTasks(Postgres.start(stage.directory("db-scheduler-pg"))));
        add(peers, "DBOS on PostgreSQL", () -> new DbosTasks(Postgres.start(stage.directory("dbos-pg"))));
        return peers;
    }

    private static void add(List<TaskSystem> peers, String name, Callable<TaskSystem> start) {
        try {
            peers.add(start.call());
        } catch (Exception e) {
            log.warn("{} is left out: it does not start here", name, e);
        }
    }
}
