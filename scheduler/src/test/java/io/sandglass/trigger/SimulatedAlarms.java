package io.sandglass.trigger;

import io.sandglass.time.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Rings by the wall clock of a simulated machine, which may jump: it looks now and then whether it did. */
final class SimulatedAlarms implements AlarmClock {
    private static final Duration LOOK = Duration.ofSeconds(20);

    private final Platform platform;
    private final Map<String, Alarm> alarms = new HashMap<>();
    private boolean closed;

    SimulatedAlarms(Platform platform) {
        this.platform = platform;
    }

    @Override
    public void set(String name, Instant at, Runnable ring) {
        Alarm alarm = new Alarm(name, at, ring);
        alarms.put(name, alarm);
        wait(alarm);
    }

    @Override
    public void cancel(String name) {
        alarms.remove(name);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void wait(Alarm alarm) {
        Duration left = Duration.between(platform.clock().now(), alarm.at());
        platform.timers().after(left.compareTo(LOOK) < 0 ? left : LOOK, () -> look(alarm));
    }

    private void look(Alarm alarm) {
        if (closed || alarms.get(alarm.name()) != alarm) {
            return;
        }
        if (alarm.at().isAfter(platform.clock().now())) {
            wait(alarm);
        } else {
            alarms.remove(alarm.name());
            platform.workers().run("alarm " + alarm.name(), alarm.ring());
        }
    }

    private record Alarm(String name, Instant at, Runnable ring) {}
}
