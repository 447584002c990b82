package io.sandglass.benchmarks.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** db-scheduler with immediate execution, and lock-and-fetch where the database can do it. */
final class DbSchedulerTasks extends ScheduledTasks {
    private static final int THREADS = 20;

    private final Database database;
    private final OneTimeTask<Job> task;
    private final Scheduler scheduler;
    private final AtomicLong ids = new AtomicLong();

    DbSchedulerTasks(Database database) throws SQLException {
        this.database = database;
        createTable(database);
        task = Tasks.oneTime("task", Job.class).execute((instance, context) -> run(instance.getData()));
        SchedulerBuilder builder = Scheduler.create(database.pool(), task)
                .threads(THREADS)
                .pollingInterval(Duration.ofSeconds(1))
                .enableImmediateExecution();
        scheduler = (database.postgres() ? builder.pollUsingLockAndFetch(1, 4) : builder).build();
        scheduler.start();
    }

    @Override
    public String name() {
        return "db-scheduler on " + database.name();
    }

    @Override
    public String durability() {
        return database.durability();
    }

    @Override
    public Optional<ProcessHandle> server() {
        return database.process();
    }

    @Override
    void schedule(List<Job> jobs) {
        Instant now = Instant.now();
        if (jobs.size() == 1) {
            scheduler.schedule(instance(jobs.get(0)), now);
            return;
        }
        List<TaskInstance<?>> instances = new ArrayList<>();
        jobs.forEach(job -> instances.add(instance(job)));
        scheduler.scheduleBatch(instances, now);
    }

    private TaskInstance<Job> instance(Job job) {
        return task.instance(Long.toString(ids.incrementAndGet()), job);
    }

    private static void createTable(Database database) throws SQLException {
        String bytes = database.postgres() ? "bytea" : "blob";
        database.run("create table scheduled_tasks (task_name varchar(100) not null,"
                + " task_instance varchar(100) not null, task_data " + bytes + ","
                + " execution_time timestamp with time zone not null, picked boolean not null, picked_by varchar(50),"
                + " last_success timestamp with time zone, last_failure timestamp with time zone,"
                + " consecutive_failures int, last_heartbeat timestamp with time zone, version bigint not null,"
                + " priority smallint, primary key (task_name, task_instance))");
        database.run("create index execution_time_idx on scheduled_tasks (execution_time)");
        database.run("create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)");
    }

    @Override
    public void close() {
        scheduler.stop();
        database.close();
    }
}
