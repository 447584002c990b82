package io.sandglass.app.torture;

import io.sandglass.app.torture.History.Run;
import io.sandglass.app.torture.History.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold of interval triggers: one record for each slot of the grid, one run for each that says RAN. */
final class SlotRules {
    private final Evidence evidence;
    private final Instant until;
    private final List<Violation> found = new ArrayList<>();

    private SlotRules(Evidence evidence, Instant until) {
        this.evidence = evidence;
        this.until = until;
    }

    /**
     * @param first the first slot of every trigger
     * @param until later slots are not looked at; up to here there must be a record of each
     */
    static List<Violation> check(Evidence evidence, Instant first, Duration every, Instant until) {
        SlotRules rules = new SlotRules(evidence, until);
        evidence.shapes().values().stream()
                .filter(shape -> !shape.triggers().isEmpty())
                .forEach(shape -> rules.fitTheGrid(shape.id(), grid(first, every, until)));
        rules.haveTheirRun();
        return rules.found;
    }

    /** All instants of the grid up to the given one. */
    static Set<Instant> grid(Instant first, Duration every, Instant until) {
        return Stream.iterate(first, at -> !at.isAfter(until), at -> at.plus(every))
                .collect(Collectors.toSet());
    }

    private void fitTheGrid(String trigger, Set<Instant> grid) {
        Map<Instant, List<Slot>> recorded =
                slots().filter(slot -> slot.trigger().equals(trigger)).collect(Collectors.groupingBy(Slot::at));
        grid.stream()
                .filter(at -> !recorded.containsKey(at))
                .forEach(at -> add(Violation.Kind.LOST, "trigger " + trigger + " has no record of its slot " + at));
        recorded.forEach((at, slots) -> {
            if (slots.size() > 1 || !grid.contains(at)) {
                add(Violation.Kind.OTHER, "trigger " + trigger + " has slots that it must not have: " + slots);
            }
        });
    }

    private void haveTheirRun() {
        Map<String, List<Run>> filling = evidence.history().runs().values().stream()
                .filter(run -> !run.trigger().isEmpty())
                .filter(run -> !History.instant(run.slot()).isAfter(until))
                .collect(Collectors.groupingBy(run -> run.trigger() + History.instant(run.slot())));
        slots().forEach(slot -> {
            List<Run> runs = Optional.ofNullable(filling.remove(slot.trigger() + slot.at()))
                    .orElse(List.of());
            boolean ran = slot.state().equals("RAN");
            boolean fits = ran ? runs.size() == 1 && runs.get(0).id().equals(slot.run()) : runs.isEmpty();
            if (!fits) {
                add(Violation.Kind.TORN, slot + " and its runs: " + runs);
            }
            if (!ran && slot.reason().isBlank()) {
                add(Violation.Kind.OTHER, slot + " has no reason");
            }
        });
        filling.values().forEach(runs -> add(Violation.Kind.TORN, "runs of a slot that has no record: " + runs));
    }

    private Stream<Slot> slots() {
        return evidence.history().slots().stream().filter(slot -> !slot.at().isAfter(until));
    }

    private void add(Violation.Kind kind, String text) {
        found.add(new Violation(kind, text));
    }
}
