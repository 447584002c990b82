package io.sandglass.store.ledger;

import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.store.SlotState;
import io.sandglass.store.UnrunSlot;
import io.sandglass.store.codec.ByteSink;
import io.sandglass.store.codec.ByteSource;
import java.util.ArrayList;
import java.util.List;

/** Slots that were not run as they stand in an entry of the journal, after their trigger. */
final class SlotCodec {
    private SlotCodec() {}

    static void write(ByteSink out, UnrunSlot slot) {
        out.time(slot.slot().fireTime()).text(slot.state().name()).text(slot.reason());
    }

    static UnrunSlot slot(TriggerKey trigger, ByteSource in) {
        return new UnrunSlot(new SlotKey(trigger, in.time()), SlotState.valueOf(in.text()), in.text());
    }

    static void write(ByteSink out, List<UnrunSlot> slots) {
        out.count(slots.size());
        slots.forEach(slot -> write(out, slot));
    }

    static Change.SlotsRecorded slots(TriggerKey trigger, ByteSource in) {
        List<UnrunSlot> slots = new ArrayList<>();
        for (int i = in.length(); i > 0; i--) {
            slots.add(slot(trigger, in));
        }
        return new Change.SlotsRecorded(trigger, slots);
    }
}
