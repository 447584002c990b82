package io.sandglass.benchmarks.peers;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Quartz: each task is a job of its own with a trigger that fires at once. */
final class QuartzTasks extends ScheduledTasks {
    private static final int THREADS = 10;
    private static final String SELF = "self";

    private final String name;
    private final String durability;
    private final AutoCloseable store;
    private final Scheduler scheduler;
    private final AtomicLong ids = new AtomicLong();

    private QuartzTasks(String name, String durability, Properties settings, AutoCloseable store)
            throws SchedulerException {
        this.name = name;
        this.durability = durability;
        this.store = store;
        scheduler = new StdSchedulerFactory(settings).getScheduler();
        scheduler.getContext().put(SELF, this);
        scheduler.start();
    }

    static QuartzTasks inMemory() throws SchedulerException {
        Properties settings = settings("memory");
        settings.put("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        return new QuartzTasks("Quartz in memory", "none", settings, () -> {});
    }

    static QuartzTasks on(Database database) throws Exception {
        QuartzSchema.create(database);
        Properties settings = settings(database.name());
        settings.put("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        settings.put("org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.StdJDBCDelegate");
        settings.put("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        settings.put("org.quartz.jobStore.dataSource", "peer");
        settings.put("org.quartz.dataSource.peer.connectionProvider.class", QuartzConnections.class.getName());
        QuartzConnections.use(database.pool());
        return new QuartzTasks("Quartz on " + database.name(), database.durability(), settings, database);
    }

    private static Properties settings(String name) {
        Properties settings = new Properties();
        settings.put("org.quartz.scheduler.instanceName", "quartz-" + name);
        settings.put("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.put("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(THREADS));
        settings.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        settings.put("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
        return settings;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String durability() {
        return durability;
    }

    @Override
    void schedule(List<Job> jobs) throws SchedulerException {
        for (Job job : jobs) {
            String id = Long.toString(ids.incrementAndGet());
            Trigger now =
                    TriggerBuilder.newTrigger().withIdentity(id).startNow().build();
            scheduler.scheduleJob(
                    JobBuilder.newJob(Step.class)
                            .withIdentity(id)
                            .usingJobData("left", job.left())
                            .usingJobData("fan", job.fan())
                            .usingJobData("stamp", job.stamp())
                            .build(),
                    now);
        }
    }

    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
            store.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop " + name, e);
        }
    }

    /** Made by Quartz, once for each firing. */
    public static final class Step implements org.quartz.Job {
        @Override
        public void execute(JobExecutionContext context) {
            JobDataMap data = context.getJobDetail().getJobDataMap();
            Job job = new Job(data.getInt("left"), data.getInt("fan"), data.getBoolean("stamp"));
            try {
                requireNonNull((QuartzTasks) context.getScheduler().getContext().get(SELF))
                        .run(job);
            } catch (SchedulerException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
