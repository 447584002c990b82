package io.sandglass.sandbox;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Why a run did not end well.
 *
 * @param kind a stable name, such as {@code unreachable} or {@code stdout-limit}
 * @param message for people; says what happened, where, and what can be done where something can be
 * @param function where the guest was: its name in the module's name section, else {@code function 12}; empty if unknown
 * @param fuelUnits fuel the guest had used by then, as far as it had accounted for it
 */
public record Fault(String kind, String message, Optional<String> function, long fuelUnits) {
    public Fault {
        requireNonNull(kind, "kind");
        requireNonNull(message, "message");
        requireNonNull(function, "function");
    }

    /** A fault of which it is not known where the guest was. */
    public Fault(String kind, String message) {
        this(kind, message, Optional.empty(), 0);
    }

    /** The same in a function. */
    Fault in(Optional<String> place, long usedFuel) {
        String where = place.map(name -> " (in " + name + ", after " + usedFuel + " units of fuel)")
                .orElse("");
        return new Fault(kind, message + where, place, usedFuel);
    }
}
