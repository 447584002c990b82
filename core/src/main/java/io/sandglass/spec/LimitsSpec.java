package io.sandglass.spec;

import io.sandglass.plugin.Limits;
import java.time.Duration;
import java.util.Optional;

/** What a node's {@code limits} block asks for; what is left out takes the default. */
public record LimitsSpec(
        Optional<Long> fuelUnits,
        Optional<Long> memoryBytes,
        Optional<Duration> wall,
        Optional<Long> inputBytes,
        Optional<Long> outputBytes,
        Optional<Long> logBytes,
        Optional<Long> scratchBytes,
        Optional<Long> values) {
    /** Asks for nothing. */
    public static final LimitsSpec NONE = new LimitsSpec(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** These wishes over the given defaults. */
    public Limits over(Limits defaults) {
        return new Limits(
                fuelUnits.orElse(defaults.fuelUnits()),
                memoryBytes.orElse(defaults.memoryBytes()),
                wall.orElse(defaults.wall()),
                inputBytes.orElse(defaults.inputBytes()),
                outputBytes.orElse(defaults.outputBytes()),
                logBytes.orElse(defaults.logBytes()),
                scratchBytes.orElse(defaults.scratchBytes()),
                values.orElse(defaults.values()));
    }
}
