package io.sandglass.history;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Every fire time, counted out one by one, has exactly one slot; none has a slot that is no fire time; who was not run
 * has a reason.
 */
final class SlotRules implements Rule {
    /** A trigger may be this late at the end, in milliseconds. */
    private static final long LATE = 60_000;

    @Override
    public String name() {
        return "a slots one-to-one with fire times";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        for (Declared.Trigger trigger : index.history().triggers()) {
            TreeMap<Long, Integer> slots = new TreeMap<>();
            for (SlotRow slot : of(index, trigger)) {
                slots.merge(slot.fireTime(), 1, Integer::sum);
                if (slot.run().isEmpty() && slot.reason().isBlank()) {
                    violation.accept(at(trigger, slot.fireTime()) + " was not run, without a reason");
                }
            }
            compare(index.history(), trigger, slots, violation);
        }
    }

    private static void compare(
            History history, Declared.Trigger trigger, TreeMap<Long, Integer> slots, Consumer<String> violation) {
        for (long fire = trigger.first(); fire <= history.latestWall(); fire += trigger.every()) {
            Integer count = slots.remove(fire);
            boolean due = fire > trigger.deployed() && fire <= history.lastWall() - LATE;
            if (count == null && due) {
                violation.accept(at(trigger, fire) + " has no slot");
            } else if (count != null && count > 1) {
                violation.accept(at(trigger, fire) + " has " + count + " slots");
            } else if (count != null && fire <= trigger.deployed()) {
                violation.accept(at(trigger, fire) + " has a slot although the trigger was not there yet");
            }
        }
        slots.keySet().forEach(slot -> violation.accept(at(trigger, slot) + " has a slot but is no fire time"));
    }

    private static List<SlotRow> of(Index index, Declared.Trigger trigger) {
        return index.history().slots().stream()
                .filter(slot -> slot.trigger().equals(trigger.key()))
                .toList();
    }

    private static String at(Declared.Trigger trigger, long fire) {
        return trigger.key() + " at " + java.time.Instant.ofEpochMilli(fire);
    }
}
