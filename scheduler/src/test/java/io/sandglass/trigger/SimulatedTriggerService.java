package io.sandglass.trigger;

import io.sandglass.simulation.Triggers;
import io.sandglass.store.InMemoryStore;

/** The real triggers in a simulated process: as the service does it, deployed first and then started. */
final class SimulatedTriggerService implements Triggers {
    private final Host host;
    private final SimulatedAlarms alarms;
    private TriggerService service;

    SimulatedTriggerService(Host host) {
        this.host = host;
        this.alarms = new SimulatedAlarms(host.platform());
    }

    @Override
    public void start() {
        service = new TriggerService(
                host.launcher(),
                host.store(),
                new InMemoryStore().pauses(),
                host.platform().clock(),
                alarms);
        host.specs().forEach((workflow, triggers) -> service.deploy(workflow, 1, triggers));
        service.start();
    }

    @Override
    public void stop() {
        service.close();
    }
}
