package io.sandglass.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sandglass.app.StoreBlock.Time;
import io.sandglass.spec.RetentionSpec;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part {@code retention} of {@code sandglass.yaml}. What it leaves out is as {@link HomeRetention#DEFAULT} says. */
record RetentionBlock(
        @JsonProperty("runs") @Nullable Time runs,
        @JsonProperty("payloads") @Nullable Time payloads,
        @JsonProperty("failed") @Nullable Time failed,
        @JsonProperty("slots") @Nullable Time slots) {
    RetentionBlock {
        age(runs); // here a bad value is reported with its line
        age(payloads);
        age(failed);
        age(slots);
    }

    HomeRetention settle() {
        RetentionSpec ofRuns = new RetentionSpec(age(runs), age(payloads), age(failed));
        return new HomeRetention(ofRuns, age(slots).orElse(HomeRetention.DEFAULT.slots()));
    }

    private static Optional<Duration> age(@Nullable Time time) {
        if (time == null) {
            return Optional.empty();
        }
        if (time.duration().isZero()) {
            throw new IllegalArgumentException("a time to keep things for is above zero; write it as in 90d");
        }
        return Optional.of(time.duration());
    }
}
