package io.sandglass.fair;

import static java.util.Objects.requireNonNull;

import java.util.function.BooleanSupplier;

/** One attempt at a {@link FairGate}. Its state belongs to the gate, under the gate's lock. */
public final class Ticket implements Comparable<Ticket> {
    enum State {
        NEW,
        WAITING,
        INSIDE,
        OUT
    }

    private final BooleanSupplier visitor;
    private Claim claim;
    private State state = State.NEW;
    private long key;
    private long number;

    /** @param visitor called once it is let in, without any lock held; says whether it came in */
    public Ticket(Claim claim, BooleanSupplier visitor) {
        this.claim = requireNonNull(claim, "claim");
        this.visitor = requireNonNull(visitor, "visitor");
    }

    /**
     * Tells its visitor that it is let in; without the lock.
     *
     * @return whether it came in; else its place must be given back
     */
    boolean comeIn() {
        return visitor.getAsBoolean();
    }

    /** What it asks for. */
    public Claim claim() {
        return claim;
    }

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
    }

    void line(long next) {
        number = next;
        key = Rank.key(claim.priority(), claim.sinceNanos());
    }

    void priority(int priority) {
        claim = claim.priority(priority);
        key = Rank.key(priority, claim.sinceNanos());
    }

    @Override
    public int compareTo(Ticket other) {
        int order = Long.compare(key - other.key, 0); // the monotonic clock may overflow
        return order != 0 ? order : Long.compare(number, other.number);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
