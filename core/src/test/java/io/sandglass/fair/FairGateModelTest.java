package io.sandglass.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The gate against a list of everybody who waits, under random comings and goings. */
class FairGateModelTest {
    private static final int SEEDS = 400;
    private static final int STEPS = 300;
    private static final Map<String, Integer> POOLS = Map.of("gpu", 2, "disk", 1);
    private static final List<Tenant> TENANTS = List.of(
            Tenant.of("default").maxConcurrentNodes(5),
            Tenant.of("acme", "acme").weight(3),
            Tenant.of("lab", "lab").maxConcurrentNodes(2));

    @Test
    void neverLetsInTooManyNorTheWrongOneNorForgetsAnybody() {
        for (long seed = 0; seed < SEEDS; seed++) {
            new World(seed).run();
        }
    }

    private record Guest(int number, Ticket ticket, Claim claim) {}

    private static final class World {
        private final long seed;
        private final SplittableRandom random;
        private final int places;
        private final FairGate gate;
        private final List<Guest> waiting = new ArrayList<>();
        private final List<Guest> inside = new ArrayList<>();
        private int numbers;
        private long now;

        World(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.places = 1 + random.nextInt(16);
            this.gate = new FairGate(places, new Tenancy(TENANTS, POOLS));
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                now += random.nextLong(Rank.AGEING.toNanos());
                act(random.nextInt(10));
                check();
            }
            while (!inside.isEmpty()) {
                leave();
                check();
            }
            assertThat(waiting).as("left waiting, seed %s", seed).isEmpty();
            assertThat(gate.inside()).as("inside, seed %s", seed).isZero();
            assertThat(gate.waiting()).as("waiting, seed %s", seed).isZero();
        }

        private void act(int choice) {
            if (choice < 5) {
                enter();
            } else if (choice < 8 && !inside.isEmpty()) {
                leave();
            } else if (choice == 8 && !waiting.isEmpty()) {
                Guest gone = waiting.remove(random.nextInt(waiting.size()));
                assertThat(gate.withdraw(gone.ticket())).isTrue();
            } else if (!waiting.isEmpty()) {
                reprioritise();
            }
        }

        private void enter() {
            Tenant tenant = TENANTS.get(random.nextInt(TENANTS.size()));
            Optional<String> pool = List.of(Optional.<String>empty(), Optional.of("gpu"), Optional.of("disk"))
                    .get(random.nextInt(3));
            Claim claim = new Claim(tenant.name(), pool, random.nextInt(10), now);
            Guest[] guest = new Guest[1];
            Ticket ticket = new Ticket(claim, () -> comeIn(guest[0]));
            guest[0] = new Guest(numbers++, ticket, claim);
            waiting.add(guest[0]);
            gate.enter(ticket);
        }

        private void leave() {
            gate.leave(inside.remove(random.nextInt(inside.size())).ticket());
        }

        private void reprioritise() {
            int index = random.nextInt(waiting.size());
            Guest old = waiting.get(index);
            int priority = random.nextInt(10);
            waiting.set(index, new Guest(old.number(), old.ticket(), old.claim().priority(priority)));
            gate.reprioritise(old.ticket(), priority);
        }

        private boolean comeIn(Guest who) {
            Guest guest = waiting.stream()
                    .filter(other -> other.number() == who.number())
                    .findFirst()
                    .orElseThrow();
            Guest best = best(guest.claim().tenant());
            assertThat(guest.number()).as("who goes in, seed %s", seed).isEqualTo(best.number());
            waiting.remove(guest);
            return inside.add(guest);
        }

        /** Of the tenant's guests whose pool has room. */
        private Guest best(String tenant) {
            return waiting.stream()
                    .filter(guest -> guest.claim().tenant().equals(tenant))
                    .filter(this::poolHasRoom)
                    .min(Comparator.comparingLong(World::key).thenComparingInt(Guest::number))
                    .orElseThrow();
        }

        private void check() {
            assertThat(gate.inside()).as("inside, seed %s", seed).isEqualTo(inside.size());
            assertThat(gate.waiting()).as("waiting, seed %s", seed).isEqualTo(waiting.size());
            assertThat(inside.size()).as("places, seed %s", seed).isLessThanOrEqualTo(places);
            for (Guest guest : waiting) {
                assertThat(room(guest))
                        .as("has room but waits, seed %s: %s", seed, guest)
                        .isFalse();
                assertThat(gate.waits(guest.ticket())).isPresent();
            }
            TENANTS.forEach(tenant ->
                    assertThat(count(tenant)).as("seed %s", seed).isLessThanOrEqualTo(tenant.maxConcurrentNodes()));
            POOLS.forEach(
                    (pool, size) -> assertThat(inPool(pool)).as("seed %s", seed).isLessThanOrEqualTo(size));
        }

        private boolean room(Guest guest) {
            Tenant tenant = tenant(guest);
            int kept = TENANTS.stream()
                    .filter(other -> !other.name().equals(tenant.name()))
                    .mapToInt(other -> Math.max(0, reserved(other) - count(other)))
                    .sum();
            return poolHasRoom(guest) && count(tenant) < tenant.maxConcurrentNodes() && places - inside.size() > kept;
        }

        private int reserved(Tenant tenant) {
            int weights = TENANTS.stream().mapToInt(Tenant::weight).sum();
            return Math.min(places * tenant.weight() / 4 / weights, tenant.maxConcurrentNodes());
        }

        private boolean poolHasRoom(Guest guest) {
            return guest.claim()
                    .pool()
                    .map(pool -> inPool(pool) < POOLS.get(pool))
                    .orElse(true);
        }

        private int inPool(String pool) {
            return (int) inside.stream()
                    .filter(guest -> guest.claim().pool().equals(Optional.of(pool)))
                    .count();
        }

        private int count(Tenant tenant) {
            return (int) inside.stream()
                    .filter(guest -> guest.claim().tenant().equals(tenant.name()))
                    .count();
        }

        private static Tenant tenant(Guest guest) {
            return TENANTS.stream()
                    .filter(tenant -> tenant.name().equals(guest.claim().tenant()))
                    .findFirst()
                    .orElseThrow();
        }

        private static long key(Guest guest) {
            return guest.claim().sinceNanos() - guest.claim().priority() * Rank.AGEING.toNanos();
        }
    }
}
