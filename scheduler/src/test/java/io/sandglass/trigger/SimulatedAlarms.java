package io.sandglass.trigger;

import io.sandglass.time.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Rings by the wall clock of a simulated machine; when that was set, forward or back, every alarm rings soon. */
final class SimulatedAlarms implements AlarmClock {
    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final long SMALLEST_STEP_MILLIS = 1_000;

    private final Platform platform;
    private final Map<String, Alarm> alarms = new HashMap<>();
    private boolean closed;

    SimulatedAlarms(Platform platform) {
        this.platform = platform;
    }

    @Override
    public void set(String name, Instant at, Runnable ring) {
        Alarm alarm = new Alarm(name, at, ring, offset());
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
        boolean clockWasSet = Math.abs(offset() - alarm.offset()) >= SMALLEST_STEP_MILLIS;
        if (!clockWasSet && alarm.at().isAfter(platform.clock().now())) {
            wait(alarm);
        } else {
            alarms.remove(alarm.name());
            platform.workers().run("alarm " + alarm.name(), alarm.ring());
        }
    }

    private long offset() {
        return platform.clock().now().toEpochMilli() - platform.clock().nanos() / 1_000_000;
    }

    private record Alarm(String name, Instant at, Runnable ring, long offset) {}
}
