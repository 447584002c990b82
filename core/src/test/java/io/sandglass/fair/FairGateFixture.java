package io.sandglass.fair;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A gate, who came in through it, and who is inside. */
abstract class FairGateFixture {
    static final Tenant ACME = Tenant.of("acme", "acme");
    final List<String> came = new ArrayList<>();
    final Deque<Ticket> inside = new ArrayDeque<>();
    FairGate gate = new FairGate(1, Tenancy.NONE);
    long now;

    void enter(String name) {
        enter(name, 5);
    }

    void enter(String name, int priority) {
        enter(claim(priority), name);
    }

    void enter(Claim claim, String name) {
        gate.enter(ticket(claim, name));
    }

    Claim claim(int priority) {
        return new Claim("default", Optional.empty(), priority, now);
    }

    Claim gpu() {
        return new Claim("default", Optional.of("gpu"), 5, now);
    }

    Ticket ticket(Claim claim, String name) {
        Ticket[] own = new Ticket[1];
        own[0] = new Ticket(claim, () -> {
            came.add(name);
            return inside.add(own[0]);
        });
        return own[0];
    }
}
