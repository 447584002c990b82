package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.app.http.ControlServer;
import io.sandglass.app.http.ServiceAddress;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.TriggerStore;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.JdbcAccess;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.time.Clock;
import io.sandglass.trigger.TriggerService;
import io.sandglass.trigger.quartz.QuartzAlarmClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A home being served: plugins and workflows are picked up as files come and go, triggers fire, open runs of an earlier
 * process go on, and commands on this machine are answered. Close it to stop gracefully.
 */
public final class Service implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Service.class);
    private static final Duration WATCH_EVERY = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(400);
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** Longer than it takes from a look at a module to the record of the run that it is for. */
    private static final Duration MODULES_IDLE = Duration.ofMinutes(5);

    private static final Duration PRUNE_EVERY = Duration.ofMinutes(3);
    /** A JAR that is cut off counts as a slow copy for ten seconds, as a broken one then. */
    private static final Duration SLOW_COPIES = Duration.ofSeconds(30);

    private static final int ALARM_THREADS = 4;

    private final Home home;
    private final Workbench workbench;
    private final TriggerService triggers;
    private final WorkflowDirectory workflows;
    private final ServiceAddress address;
    private final HomeRetention keeping;
    private final Opened opened;

    private Service(
            Workbench workbench, TriggerService triggers, ControlServer control, HomeRetention keeping, Opened opened) {
        this.keeping = keeping;
        this.workbench = workbench;
        this.home = workbench.catalog().home();
        this.triggers = triggers;
        this.workflows = new WorkflowDirectory(
                new WorkflowFiles(home.workflows()),
                workbench.catalog(),
                workbench.store().specs(),
                new Deploying(triggers, workbench.store().triggers()),
                workbench.platform().clock());
        String jdbcUrl = workbench.store().jdbc().map(JdbcAccess::url).orElse("");
        this.address = new ServiceAddress(
                control.port(), control.token(), ProcessHandle.current().pid(), jdbcUrl);
        this.opened = opened;
    }

    /**
     * Opens the home and begins to serve it.
     *
     * @param jdbcPort where history is offered over JDBC on loopback, 0 for any free port; empty for nowhere
     * @throws io.sandglass.store.directory.StoreRefused if another process has the home open
     */
    public static Service start(Home home, Administration administration, OptionalInt jdbcPort) throws IOException {
        home.create();
        ServicePhase.begin(home, ServicePhase.Kind.STARTING);
        try {
            return begun(home, administration, jdbcPort);
        } finally {
            ServicePhase.over(home);
        }
    }

    private static Service begun(Home home, Administration administration, OptionalInt jdbcPort) throws IOException {
        StoreSettings settings = administration.store(home);
        StoreSettings listening = jdbcPort.isPresent() ? settings.withTcpPort(jdbcPort.getAsInt()) : settings;
        Opened opened = new Opened();
        try {
            Catalog catalog = opened.add(Catalog.open(home, List.of()));
            Workbench workbench = Workbench.open(catalog, administration, listening);
            opened.add(() -> workbench.close(GRACE));
            Service service = open(workbench, administration.store().retention(), opened);
            administration
                    .secrets()
                    .troubles(home, administration.grants().secrets())
                    .forEach(trouble -> log.warn("{}; who asks for it does not get it", trouble));
            service.begin();
            return service;
        } catch (IOException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private static Service open(Workbench workbench, HomeRetention keeping, Opened opened) throws IOException {
        Path serviceFile = workbench.catalog().home().serviceFile();
        Files.deleteIfExists(serviceFile); // of a service that was killed, since this one has the home now
        opened.add(() -> Files.deleteIfExists(serviceFile));
        Clock clock = workbench.platform().clock();
        QuartzAlarmClock alarms = opened.add(new QuartzAlarmClock(clock, "triggers", ALARM_THREADS));
        H2Store store = workbench.store();
        TriggerService triggers =
                opened.add(new TriggerService(workbench.engine(), store.triggers(), store.pauses(), clock, alarms));
        ControlServer control =
                opened.add(ControlServer.start(new ControlActions(workbench, triggers.pauses()).byName()));
        return new Service(workbench, triggers, control, keeping, opened);
    }

    public ServiceAddress address() {
        return address;
    }

    /** Where history can be queried; empty if it was not asked for. */
    public Optional<JdbcAccess> jdbc() {
        return workbench.store().jdbc();
    }

    /** Stops firing, lets running attempts end for a while, and leaves the rest to the next start. */
    @Override
    public void close() {
        log.info("stopping; running attempts have {} s", GRACE.toSeconds());
        say(() -> ServicePhase.begin(home, ServicePhase.Kind.STOPPING));
        try {
            opened.close();
        } finally {
            say(() -> ServicePhase.over(home));
        }
        log.info("stopped");
    }

    /** A command that does not learn of it may find the home locked, which is no reason not to stop. */
    private void say(Saying phase) {
        try {
            phase.say();
        } catch (IOException e) {
            log.warn("cannot say in {} how far the service is: {}", home.data(), e.toString());
        }
    }

    private interface Saying {
        void say() throws IOException;
    }

    /** The order matters: triggers must know what was live before they catch up, and only then hear of changed files. */
    private void begin() throws IOException {
        Signalled recording = new Signalled(workbench::recordPlugins);
        workbench.catalog().registry().onChange(recording::signal);
        workbench.recordPlugins();
        recover();
        workbench.engine().watch(WATCH_EVERY);
        workbench.catalog().registry().startWatching();
        workflows.restore();
        triggers.start();
        LinkedHashMap<String, Rounds.Chore> chores = new LinkedHashMap<>();
        chores.put("recording the plugins", recording);
        chores.put(
                "looking at " + home.workflows(),
                () -> workflows.look(workbench.catalog().registry().generation()));
        opened.add(new Rounds("workflow-watch", chores)).begin(LOOK_EVERY);
        forget();
        address.write(home.serviceFile());
        workbench.catalog().warmUp();
    }

    private void forget() {
        LinkedHashMap<String, Rounds.Chore> chores = new LinkedHashMap<>();
        Clock clock = workbench.platform().clock();
        SteadyTime time = new SteadyTime(clock, home.clockFile());
        Retention retention =
                new Retention(workbench.store(), workbench.catalog().compiler(), keeping, time::now);
        chores.put("deleting old runs", retention);
        ModuleSweep modules = new ModuleSweep(workbench.catalog().kept(), workbench.store());
        chores.put("deleting modules of runs that are gone", () -> modules.sweep(clock.nanos(), MODULES_IDLE));
        opened.add(new Rounds("retention", chores)).begin(PRUNE_EVERY);
        opened.add(retention);
    }

    private void recover() {
        if (workbench.store().runs().openRuns().isEmpty()) {
            return;
        }
        List<String> unsettled = workbench.catalog().settle(SLOW_COPIES);
        if (!unsettled.isEmpty()) {
            log.warn("{} are still being written: open runs go on without them", unsettled);
        }
        log.info("{} open runs go on", workbench.engine().recover());
    }

    private record Deploying(TriggerService triggers, TriggerStore store) implements TriggerDeployment {
        Deploying {
            requireNonNull(triggers, "triggers");
            requireNonNull(store, "store");
        }

        @Override
        public void deploy(WorkflowKey workflow, int revision, Map<String, TriggerSpec> specs) {
            triggers.deploy(workflow, revision, specs);
        }

        @Override
        public Set<WorkflowKey> workflows() {
            return store.all().stream().map(row -> row.key().workflow()).collect(Collectors.toSet());
        }

        @Override
        public void remove(WorkflowKey workflow) {
            triggers.remove(workflow);
        }
    }
}
