package io.sandglass.plugin;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the code of an attempt was run, as far as its node type tells; numbers are zero where they are not measured.
 *
 * @param outcome how the code ended, in upper case, such as {@code OK} or {@code FUEL_EXHAUSTED}; empty if not known
 * @param isolation what stood between the code and the host, such as {@code wasm} or {@code bwrap}; empty for nothing
 * @param fuelSchedule which price list the units of fuel follow
 * @param wallNanos from the start of the code to its end
 * @param queueNanos waiting for a place and for memory before the start
 * @param stdinBytes bytes read as input
 * @param hostCalls calls of functions of the host
 * @param peakStackUnits deepest nesting of calls
 * @param recording what it takes to run the code again and compare; empty if that cannot be done
 */
public record Execution(
        String outcome,
        String isolation,
        int fuelSchedule,
        long wallNanos,
        long queueNanos,
        long stdinBytes,
        long hostCalls,
        long peakStackUnits,
        Optional<Payload> recording) {
    private static final Pattern OUTCOME = Pattern.compile("[A-Z][A-Z0-9_]{0,31}|");

    /** Nothing is known. */
    public static final Execution NONE = new Execution("", "", 0, 0, 0, 0, 0, 0, Optional.empty());

    /** @throws IllegalArgumentException if the outcome is not in upper case, or longer than 32 characters */
    public Execution {
        requireNonNull(isolation, "isolation");
        requireNonNull(recording, "recording");
        if (!OUTCOME.matcher(outcome).matches()) {
            throw new IllegalArgumentException("outcome must be a word like TIMED_OUT, but is: " + outcome);
        }
    }

    /** Of code of which only its end is known. */
    public static Execution ended(String outcome) {
        return NONE.withOutcome(outcome);
    }

    /** The same with another end. */
    public Execution withOutcome(String other) {
        return new Execution(
                other,
                isolation,
                fuelSchedule,
                wallNanos,
                queueNanos,
                stdinBytes,
                hostCalls,
                peakStackUnits,
                recording);
    }

    /** The same between other walls. */
    public Execution withIsolation(String other) {
        return new Execution(
                outcome, other, fuelSchedule, wallNanos, queueNanos, stdinBytes, hostCalls, peakStackUnits, recording);
    }

    /** The same with what it takes to run it again. */
    public Execution withRecording(Payload taken) {
        return recorded(Optional.of(taken));
    }

    /** The same, so that it cannot be run again. */
    public Execution withoutRecording() {
        return recorded(Optional.empty());
    }

    private Execution recorded(Optional<Payload> taken) {
        return new Execution(
                outcome, isolation, fuelSchedule, wallNanos, queueNanos, stdinBytes, hostCalls, peakStackUnits, taken);
    }
}
