package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.app.http.ControlServer;
import io.sandglass.app.http.ServiceAddress;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.jdbc.JdbcAccess;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.time.Clock;
import io.sandglass.trigger.TriggerService;
import io.sandglass.trigger.quartz.QuartzAlarmClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A home being served: plugins and workflows are picked up as files come and go, triggers fire, open runs of an earlier
 * process go on, and commands on this machine are answered. Close it to stop gracefully.
 */
public final class Service implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Service.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(400);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int ALARM_THREADS = 4;

    private final Home home;
    private final Workbench workbench;
    private final TriggerService triggers;
    private final WorkflowDirectory workflows;
    private final ControlServer control;
    private final ServiceAddress address;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "workflow-watch");
        thread.setDaemon(true);
        return thread;
    });

    private Service(Workbench workbench, TriggerService triggers) throws IOException {
        this.workbench = workbench;
        this.home = workbench.catalog().home();
        this.triggers = triggers;
        this.workflows = new WorkflowDirectory(
                new WorkflowFiles(home.workflows()),
                workbench.catalog(),
                workbench.store().specs(),
                new Deploying(triggers),
                workbench.platform().clock());
        this.control = ControlServer.start(new ControlActions(workbench).byName());
        String jdbcUrl = workbench.store().jdbc().map(JdbcAccess::url).orElse("");
        this.address = new ServiceAddress(
                control.port(), control.token(), ProcessHandle.current().pid(), jdbcUrl);
    }

    /**
     * Opens the home and begins to serve it.
     *
     * @param jdbcPort where history is offered over JDBC on loopback, 0 for any free port; empty for nowhere
     * @throws io.sandglass.store.jdbc.StoreRefused if another process has the home open
     */
    public static Service start(Home home, Administration administration, OptionalInt jdbcPort) throws IOException {
        home.create();
        StoreSettings settings = StoreSettings.inDirectory(home.data());
        StoreSettings listening = jdbcPort.isPresent() ? settings.withTcpPort(jdbcPort.getAsInt()) : settings;
        Catalog catalog = Catalog.open(home, List.of());
        Workbench workbench = Workbench.open(catalog, administration, listening);
        Clock clock = workbench.platform().clock();
        TriggerService triggers = new TriggerService(
                workbench.engine(),
                workbench.store().triggers(),
                clock,
                new QuartzAlarmClock(clock, "triggers", ALARM_THREADS));
        Service service = new Service(workbench, triggers);
        service.begin();
        return service;
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
        looking.shutdown();
        triggers.close();
        control.close();
        workbench.close(GRACE);
        workbench.catalog().close();
        try {
            Files.deleteIfExists(home.serviceFile());
        } catch (IOException e) {
            log.warn("cannot remove {}: {}", home.serviceFile(), e.getMessage());
        }
        log.info("stopped");
    }

    private void begin() throws IOException {
        workbench.recordPlugins();
        workbench.catalog().registry().onChange(this::pluginsChanged);
        workbench.catalog().registry().startWatching();
        int resumed = workbench.engine().recover();
        if (resumed > 0) {
            log.info("{} open runs go on", resumed);
        }
        workflows.restore();
        triggers.start();
        looking.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        address.write(home.serviceFile());
    }

    private void look() {
        try {
            workflows.look(workbench.catalog().registry().generation());
        } catch (IOException | UncheckedIOException | StoreUnavailable e) {
            log.warn("cannot look at {}: {}", home.workflows(), e.getMessage());
        } catch (RuntimeException e) {
            log.error("looking at {} failed", home.workflows(), e); // the next look must come all the same
        }
    }

    private void pluginsChanged() {
        try {
            workbench.recordPlugins();
        } catch (StoreUnavailable e) {
            log.warn("cannot record the plugins: {}", e.getMessage());
        }
    }

    private record Deploying(TriggerService triggers) implements TriggerDeployment {
        Deploying {
            requireNonNull(triggers, "triggers");
        }

        @Override
        public void deploy(WorkflowKey workflow, int revision, Map<String, TriggerSpec> specs) {
            triggers.deploy(workflow, revision, specs);
        }

        @Override
        public void remove(WorkflowKey workflow) {
            triggers.remove(workflow);
        }
    }
}
