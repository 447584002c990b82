package io.sandglass.fair;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.RunId;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.ConcurrencySpec.OnLimit;
import io.sandglass.spec.ConcurrencySpec.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The gate of runs against two plain lists, under random launches, ends, changes and restarts. */
class RunGateModelTest {
    private static final int SEEDS = 400;
    private static final int STEPS = 200;

    @Test
    void agreesWithListsAboutWhoGoesOn() {
        for (long seed = 0; seed < SEEDS; seed++) {
            new World(seed).run();
        }
    }

    private static final class Run implements RunTicket.Visitor {
        private final int limit;
        private final long since;
        private final OnLimit onLimit;
        private final RunId id;
        private int priority;
        private RunTicket ticket;
        private boolean told;
        private boolean cancelled;
        private boolean stopping;

        Run(int number, int limit, int priority, OnLimit onLimit, long since) {
            this.id = new RunId(number);
            this.limit = limit;
            this.priority = priority;
            this.onLimit = onLimit;
            this.since = since;
            this.ticket = newTurn();
        }

        RunTicket newTurn() {
            ConcurrencySpec rule = new ConcurrencySpec(
                    Optional.empty(), limit, onLimit, OptionalInt.empty(), Optional.empty(), Scope.WORKFLOW);
            ticket = new RunTicket(id, "key", rule, priority, since);
            return ticket;
        }

        long key() {
            return since - priority * Rank.AGEING.toNanos();
        }

        @Override
        public void admitted() {
            assertThat(told).isFalse();
            told = true;
        }

        @Override
        public void cancel(String reason) {
            cancelled = true;
        }
    }

    private static final class World {
        private final long seed;
        private final SplittableRandom random;
        private final List<Run> admitted = new ArrayList<>();
        private final List<Run> queued = new ArrayList<>();
        private RunGate gate = new RunGate();
        private int numbers = 1;
        private long now;

        World(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                now += random.nextLong(Rank.AGEING.toNanos());
                act(random.nextInt(12));
                check();
            }
            while (!admitted.isEmpty()) {
                end(admitted.remove(0));
                check();
            }
            assertThat(queued).as("left waiting, seed %s", seed).isEmpty();
        }

        private void act(int choice) {
            if (choice < 6) {
                launch();
            } else if (choice < 9 && !admitted.isEmpty()) {
                end(admitted.remove(random.nextInt(admitted.size())));
            } else if (choice == 9 && !queued.isEmpty()) {
                Run gone = queued.remove(random.nextInt(queued.size()));
                assertThat(gate.withdraw(gone.ticket)).isTrue();
                letIn();
            } else if (choice == 10 && !queued.isEmpty()) {
                Run moved = queued.get(random.nextInt(queued.size()));
                moved.priority = random.nextInt(10);
                gate.reprioritise(moved.ticket, moved.priority);
                letIn();
            } else if (choice == 11) {
                restart();
            }
        }

        private void launch() {
            OnLimit onLimit = OnLimit.values()[random.nextInt(OnLimit.values().length)];
            Run run = new Run(numbers++, 1 + random.nextInt(3), random.nextInt(10), onLimit, now);
            boolean room = queued.isEmpty() && admitted.size() < run.limit;
            Verdict verdict = gate.ask(run.ticket);
            assertThat(verdict.kind()).as("seed %s", seed).isEqualTo(expected(room, onLimit));
            if (verdict.kind() == Verdict.Kind.SKIPPED || verdict.kind() == Verdict.Kind.FAILED) {
                return;
            }
            if (random.nextInt(8) == 0) { // it cannot be recorded
                gate.leave(run.ticket);
                return;
            }
            gate.begin(run.ticket, run);
            if (room) {
                admitted.add(run);
            } else {
                queue(run);
            }
        }

        private static Verdict.Kind expected(boolean room, OnLimit onLimit) {
            if (room) {
                return Verdict.Kind.ADMITTED;
            }
            return switch (onLimit) {
                case SKIP -> Verdict.Kind.SKIPPED;
                case FAIL -> Verdict.Kind.FAILED;
                default -> Verdict.Kind.QUEUED;
            };
        }

        private void queue(Run run) {
            if (run.onLimit == OnLimit.REPLACE_QUEUED) {
                assertThat(queued).as("seed %s", seed).allMatch(other -> other.cancelled);
                queued.clear();
            }
            queued.add(run);
            supersede(run);
            letIn();
        }

        /** Who cancels those that run wants only the newest: first the oldest that runs goes, then the oldest that waits. */
        private void supersede(Run run) {
            List<Run> waiting = queued.stream()
                    .filter(other -> other.onLimit == OnLimit.CANCEL_RUNNING)
                    .toList();
            List<Run> going = admitted.stream().filter(other -> !other.stopping).toList();
            if (run.onLimit != OnLimit.CANCEL_RUNNING || going.size() + waiting.size() <= run.limit) {
                return;
            }
            Run oldest = going.isEmpty()
                    ? waiting.stream()
                            .min(Comparator.comparing(other -> other.id))
                            .orElseThrow()
                    : going.get(0);
            assertThat(oldest.cancelled).as("cancelled, seed %s", seed).isTrue();
            oldest.stopping = true;
            queued.remove(oldest);
        }

        private void end(Run run) {
            gate.leave(run.ticket);
            gate.leave(run.ticket);
            letIn();
        }

        private void letIn() {
            queued.sort(Comparator.comparingLong(Run::key).thenComparing(run -> run.id));
            while (!queued.isEmpty() && admitted.size() < queued.get(0).limit) {
                admitted.add(queued.remove(0));
                assertThat(admitted.get(admitted.size() - 1).told)
                        .as("told, seed %s", seed)
                        .isTrue();
            }
        }

        /** As recovery does: first those that had been admitted, or in any order while the gate is held. */
        private void restart() {
            gate = new RunGate();
            gate.hold();
            List<Run> all = new ArrayList<>(admitted);
            all.addAll(queued);
            all.sort(Comparator.comparing(run -> run.id));
            List<Run> waited = List.copyOf(queued);
            queued.clear();
            admitted.clear();
            for (Run run : all) {
                run.stopping = false;
                if (waited.contains(run)) {
                    gate.begin(run.newTurn(), run);
                    if (run.onLimit == OnLimit.REPLACE_QUEUED) {
                        queued.clear();
                    }
                    queued.add(run);
                    supersede(run);
                } else {
                    gate.occupy(run.newTurn(), run);
                    admitted.add(run);
                }
            }
            gate.open();
            letIn();
        }

        private void check() {
            Set<RunId> waiting = new HashSet<>();
            queued.forEach(run -> waiting.add(run.id));
            assertThat(gate.queued()).as("queued, seed %s", seed).containsExactlyInAnyOrderElementsOf(waiting);
            assertThat(queued).as("told too early, seed %s", seed).noneMatch(run -> run.told);
            assertThat(admitted.size()).as("too many, seed %s", seed).isLessThanOrEqualTo(3);
            for (int place = 0; place < queued.size(); place++) {
                assertThat(gate.waits(queued.get(place).ticket).orElseThrow().place())
                        .as("place, seed %s", seed)
                        .isEqualTo(place + 1);
            }
        }
    }
}
