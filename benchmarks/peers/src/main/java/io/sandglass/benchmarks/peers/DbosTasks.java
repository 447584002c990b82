package io.sandglass.benchmarks.peers;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import dev.dbos.transact.workflow.WorkflowHandle;
import io.sandglass.benchmarks.host.Moment;
import io.sandglass.benchmarks.tasks.TaskSystem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** DBOS: a chain is a workflow whose tasks are steps; a fan is a workflow of child workflows. */
final class DbosTasks implements TaskSystem {
    private static final int CALLERS = 64;

    private final Database database;
    private final DBOS dbos;
    private final Flows flows;
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    DbosTasks(Database database) {
        this.database = database;
        dbos = new DBOS(DBOSConfig.defaults("benchmark").withDataSource(database.pool()));
        FlowsOfSteps mine = new FlowsOfSteps(dbos);
        flows = dbos.registerProxy(Flows.class, mine);
        mine.self = flows;
        dbos.launch();
    }

    /** What DBOS makes durable. */
    public interface Flows {
        int chain(int length);

        int fan(int width);

        int stamp();
    }

    @Override
    public String name() {
        return "DBOS on " + database.name();
    }

    @Override
    public String durability() {
        return database.durability();
    }

    @Override
    public Optional<ProcessHandle> server() {
        return database.process();
    }

    /** From many threads, since starting a workflow waits until that is durable. */
    @Override
    public void chains(int chains, int length, int inFlight) throws Exception {
        Queue<Future<WorkflowHandle<Integer, RuntimeException>>> open = new ArrayDeque<>();
        for (int i = 0; i < chains; i++) {
            if (open.size() == inFlight) {
                open.remove().get().getResult();
            }
            open.add(callers.submit(() -> dbos.startWorkflow(() -> flows.chain(length))));
        }
        for (Future<WorkflowHandle<Integer, RuntimeException>> started : open) {
            started.get().getResult();
        }
    }

    @Override
    public void fan(int width) {
        dbos.startWorkflow(() -> flows.fan(width)).getResult();
    }

    @Override
    public long firstLine() {
        long submitted = System.nanoTime();
        dbos.startWorkflow(() -> flows.stamp()).getResult();
        return Moment.last() - submitted;
    }

    @Override
    public void close() {
        callers.shutdownNow();
        dbos.close();
        database.close();
    }

    /** The code of the workflows. */
    static final class FlowsOfSteps implements Flows {
        private final DBOS dbos;
        private Flows self = this;

        FlowsOfSteps(DBOS dbos) {
            this.dbos = dbos;
        }

        @Workflow(name = "chain")
        @Override
        public int chain(int length) {
            for (int i = 0; i < length; i++) {
                dbos.runStep(() -> 0, "step");
            }
            return length;
        }

        @Workflow(name = "fan")
        @Override
        public int fan(int width) {
            List<WorkflowHandle<Integer, RuntimeException>> children = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                children.add(dbos.startWorkflow(() -> self.chain(1)));
            }
            children.forEach(WorkflowHandle::getResult);
            return dbos.runStep(() -> 0, "join");
        }

        @Workflow(name = "stamp")
        @Override
        public int stamp() {
            return dbos.runStep(
                    () -> {
                        Moment.stamp();
                        return 0;
                    },
                    "stamp");
        }
    }
}
