package io.sandglass.fair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FairGateTest extends FairGateFixture {
    @Test
    void letsInAsManyAsThereArePlaces() {
        gate = new FairGate(2, Tenancy.NONE);

        List.of("a", "b", "c").forEach(this::enter);

        assertThat(came).containsExactly("a", "b");
        assertThat(gate.inside()).isEqualTo(2);
        assertThat(gate.waiting()).isEqualTo(1);
    }

    @Test
    void letsNobodyInWhileItIsBarred() {
        AtomicBoolean barred = new AtomicBoolean(true);
        gate = new FairGate(2, Tenancy.NONE, barred::get, () -> 0);
        List.of("a", "b", "c").forEach(this::enter);
        assertThat(came).isEmpty();

        barred.set(false);
        gate.look();

        assertThat(came).containsExactly("a", "b");
    }

    @Test
    void whoCameFirstGoesFirst() {
        List.of("a", "b", "c", "d").forEach(this::enter);

        leaveAll();

        assertThat(came).containsExactly("a", "b", "c", "d");
        assertThat(gate.inside()).isZero();
    }

    @Test
    void thoseOfAHigherPriorityGoFirst() {
        enter("first");
        enter("low", 0);
        enter("high", 9);
        enter("middle", 5);

        leaveAll();

        assertThat(came).containsExactly("first", "high", "middle", "low");
    }

    @Test
    void waitingCountsAsMuchAsPriority() {
        enter("first");
        enter("low", 0);
        now += 9 * Rank.AGEING.toNanos() - 1;
        enter("high in time", 9);
        now += 2;
        enter("high too late", 9);

        leaveAll();

        assertThat(came).containsExactly("first", "high in time", "low", "high too late");
    }

    @Test
    void tenantsTakeTurnsByTheirWeights() {
        gate = new FairGate(1, new Tenancy(List.of(ACME.weight(2)), Map.of()));
        enter("first");
        for (int i = 0; i < 4; i++) {
            enter(new Claim("default", Optional.empty(), 9, now), "d");
            enter(new Claim("acme", Optional.empty(), 0, now), "a");
        }

        leaveAll();

        assertThat(String.join("", came)).isEqualTo("first" + "daadaadd");
    }

    @Test
    void placesAreKeptForTenantsThatHaveLittleToDo() {
        gate = new FairGate(16, new Tenancy(List.of(ACME), Map.of()));
        for (int i = 0; i < 100; i++) {
            enter("d");
        }
        assertThat(gate.inside()).isEqualTo(14);

        enter(new Claim("acme", Optional.empty(), 0, now), "a");
        enter(new Claim("acme", Optional.empty(), 0, now), "b");
        enter(new Claim("acme", Optional.empty(), 0, now), "c");

        assertThat(came).endsWith("a", "b").doesNotContain("c");
        assertThat(gate.inside()).isEqualTo(16);
    }

    @Test
    void aTenantAtItsLimitHoldsUpNobodyElse() {
        gate = new FairGate(10, new Tenancy(List.of(ACME.maxConcurrentNodes(1)), Map.of()));
        Ticket second = ticket(new Claim("acme", Optional.empty(), 9, now), "a2");

        enter(new Claim("acme", Optional.empty(), 9, now), "a1");
        gate.enter(second);
        enter("d");

        assertThat(came).containsExactly("a1", "d");
        assertThat(gate.waits(second)).contains(new Wait(Wait.Limit.TENANT, "acme", 1, 1));
    }

    @Test
    void aFullPoolHoldsUpOnlyThoseWhoNeedIt() {
        gate = new FairGate(10, new Tenancy(List.of(), Map.of("gpu", 1)));
        Ticket third = ticket(gpu(), "g3");

        enter(gpu(), "g1");
        enter(gpu(), "g2");
        gate.enter(third);
        enter("d");

        assertThat(came).containsExactly("g1", "d");
        assertThat(gate.waits(third)).contains(new Wait(Wait.Limit.POOL, "gpu", 1, 2));
        assertThat(gate.byPool()).containsEntry("gpu", new PoolStatus(1, 1, 2));
        leaveAll();
        assertThat(came).containsExactly("g1", "d", "g2", "g3");
    }

    @Test
    void aPoolThatNobodyGaveASizeHasOnePlace() {
        gate = new FairGate(10, Tenancy.NONE);

        enter(gpu(), "g1");
        enter(gpu(), "g2");

        assertThat(came).containsExactly("g1");
    }

    @Test
    void whoIsWithdrawnDoesNotComeIn() {
        Ticket gone = ticket(claim(5), "gone");
        enter("a");
        gate.enter(gone);
        enter("b");

        assertThat(gate.withdraw(gone)).isTrue();
        assertThat(gate.withdraw(gone)).isFalse();
        leaveAll();

        assertThat(came).containsExactly("a", "b");
        assertThat(gate.waits(gone)).isEmpty();
    }

    @Test
    void whoDoesNotComeInGivesItsPlaceToTheNext() {
        enter("a");
        gate.enter(new Ticket(claim(5), () -> false));
        enter("b");

        leaveAll();

        assertThat(came).containsExactly("a", "b");
        assertThat(gate.inside()).isZero();
    }

    @Test
    void oneThatFailsToComeInCostsNobodyElseAPlace() {
        AtomicBoolean barred = new AtomicBoolean(true);
        gate = new FairGate(3, Tenancy.NONE, barred::get, () -> 0);
        Ticket[] leaver = new Ticket[1];
        leaver[0] = new Ticket(claim(9), () -> {
            gate.leave(leaver[0]);
            throw new InternalError("after it left");
        });
        gate.enter(leaver[0]);
        gate.enter(new Ticket(claim(8), () -> {
            throw new InternalError("before it came in");
        }));
        List.of("a", "b", "c", "d").forEach(this::enter);

        barred.set(false);
        gate.look();

        assertThat(came).containsExactlyInAnyOrder("a", "b", "c");
        leaveAll();
        assertThat(came).contains("d");
        assertThat(gate.inside()).isZero();
    }

    @Test
    void aChangedPriorityMovesWhoWaits() {
        Ticket risen = ticket(claim(0), "risen");
        enter("a");
        enter("b");
        gate.enter(risen);

        gate.reprioritise(risen, 9);
        leaveAll();

        assertThat(came).containsExactly("a", "risen", "b");
    }

    @Test
    void aClosedGateLetsNobodyInAndTellsWhenItIsEmpty() {
        enter("a");
        enter("b");

        var empty = gate.close();
        assertThat(empty).isNotDone();
        leaveAll();

        assertThat(empty).isDone();
        assertThat(came).containsExactly("a");
    }

    @Test
    void aPlaceCannotBeGivenBackTwice() {
        Ticket a = ticket(claim(5), "a");
        gate.enter(a);
        gate.leave(a);

        assertThatThrownBy(() -> gate.leave(a)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aHundredThousandMayWait() {
        for (int i = 0; i < 100_000; i++) {
            enter("d", i % 10);
        }
        assertThat(gate.waiting()).isEqualTo(99_999);

        leaveAll();

        assertThat(came).hasSize(100_000);
    }

    private void leaveAll() {
        while (!inside.isEmpty()) {
            gate.leave(inside.remove());
        }
    }
}
