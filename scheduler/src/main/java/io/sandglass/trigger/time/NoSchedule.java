package io.sandglass.trigger.time;

import java.time.Instant;
import java.util.Optional;

/** Never fires by itself. */
public record NoSchedule() implements Schedule {
    @Override
    public Optional<Instant> next(Instant after) {
        return Optional.empty();
    }

    @Override
    public String describe() {
        return "by hand";
    }
}
