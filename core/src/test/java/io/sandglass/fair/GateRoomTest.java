package io.sandglass.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** For how many a gate has room. */
class GateRoomTest extends FairGateFixture {
    @Test
    void placesFarBehindAreNotCounted() {
        for (int i = 0; i < 3 * Wait.FARTHEST; i++) {
            enter("n" + i);
        }
        Ticket last = ticket(claim(5), "last");
        gate.enter(last);

        Wait wait = gate.waits(last).orElseThrow();

        assertThat(wait.place()).isEqualTo(Wait.FARTHEST);
        assertThat(wait).hasToString("waits for a place among all nodes (limit 1), place 1000 or later in the queue");
    }

    @Test
    void saysForHowManyThereIsRoom() {
        gate = new FairGate(3, new Tenancy(List.of(), Map.of("gpu", 1)));
        assertThat(gate.room("default")).isEqualTo(3);
        assertThat(gate.roomOf("gpu")).isEqualTo(1);

        enter(gpu(), "g");
        enter(gpu(), "h");

        assertThat(gate.room("default")).isEqualTo(2);
        assertThat(gate.roomOf("gpu")).isZero();
        List.of("a", "b", "c").forEach(this::enter);
        assertThat(gate.room("default")).isZero();
        assertThat(gate.room("nobody")).isZero();
    }

    @Test
    void countsUponThoseWhoLeaveInAMoment() {
        long[] nanos = {0};
        gate = new FairGate(4, Tenancy.NONE, () -> false, () -> nanos[0]);
        for (int i = 0; i < 20; i++) {
            enter("quick" + i);
            nanos[0] += Turnover.WINDOW_NANOS;
            gate.leave(inside.removeFirst());
        }
        List.of("a", "b", "c", "d", "e").forEach(this::enter);

        assertThat(gate.room("default")).isEqualTo(Turnover.MOMENT - 1);
        nanos[0] += Turnover.MOMENT * Turnover.WINDOW_NANOS;
        assertThat(gate.room("default")).isZero();
    }

    @Test
    void countsForATenantWithALimitUponNobodyWhoMayBeOfAnother() {
        long[] nanos = {0};
        gate = new FairGate(4, new Tenancy(List.of(ACME.maxConcurrentNodes(1)), Map.of()), () -> false, () -> nanos[0]);
        for (int i = 0; i < 20; i++) {
            enter("quick" + i);
            nanos[0] += Turnover.WINDOW_NANOS;
            gate.leave(inside.removeFirst());
        }
        enter("of all");
        gate.enter(ticket(new Claim("acme", Optional.empty(), 5, now), "its only one"));

        assertThat(gate.room("acme")).isZero();
        assertThat(gate.room("default")).isPositive();
    }
}
