package io.sandglass.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.EngineConfig;
import io.sandglass.history.HistoryChecker;
import io.sandglass.history.Violation;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.PriorityChanged;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.SignalReceived;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.DelegatingRunStore;
import io.sandglass.store.RunStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Breaks the store on purpose and sees it found out within a few hundred seeds. */
class PlantedBugsTest {
    private static final int SEEDS = 300;

    @Test
    void findsAStoreThatLosesABatchNowAndThen() throws Exception {
        int[] batches = {0};

        Set<String> broken = rulesBroken(store -> new DelegatingRunStore(store) {
            @Override
            public Set<RunId> append(List<RunRecord> records) {
                return ++batches[0] % 50 == 0 ? Set.of() : super.append(records);
            }
        });

        assertThat(broken).contains("what was durable is not lost");
    }

    @Test
    void findsAStoreThatAnswersBeforeItIsDurable() throws Exception {
        Set<String> broken = rulesBroken(store -> new DelegatingRunStore(store) {
            private final List<RunRecord> held = new ArrayList<>();

            @Override
            public Set<RunId> append(List<RunRecord> records) {
                Set<RunId> leftOut = held.isEmpty() ? Set.of() : super.append(held);
                held.clear();
                held.addAll(records);
                return leftOut;
            }
        });

        assertThat(broken).isNotEmpty();
    }

    @Test
    void findsAStoreThatForgetsASuccessWhenItIsRead() throws Exception {
        Set<String> broken = rulesBroken(store -> new DelegatingRunStore(store) {
            @Override
            public List<RunRecord> events(RunId run) {
                List<RunRecord> records = super.events(run);
                int last = records.size() - 1;
                boolean success = last > 0 && records.get(last).event() instanceof NodeSucceeded;
                return success ? records.subList(0, last) : records;
            }
        });

        assertThat(broken).contains("c no attempt after the end was acknowledged");
    }

    @Test
    void findsAStoreThatHidesAnOpenRun() throws Exception {
        Set<String> broken = rulesBroken(store -> new DelegatingRunStore(store) {
            @Override
            public List<RunId> openRuns() {
                return super.openRuns().stream()
                        .filter(run -> run.value() % 10 != 0)
                        .toList();
            }
        });

        assertThat(broken).contains("b acknowledged runs are present and terminal");
    }

    @Test
    void findsAStoreThatGivesRecordsInAnotherOrder() throws Exception {
        Set<String> broken = rulesBroken(store -> new DelegatingRunStore(store) {
            @Override
            public Set<RunId> append(List<RunRecord> records) {
                Set<RunId> leftOut = super.append(records.subList(0, 1));
                return records.size() == 1 ? leftOut : Set.of();
            }
        });

        assertThat(broken).contains("what was durable is not lost");
    }

    @Test
    void findsAStoreThatForgetsPauses() throws Exception {
        assertThat(rulesBroken(reading(event -> event instanceof RunPaused paused
                        ? new PriorityChanged(5, paused.asked(), paused.at())
                        : event)))
                .contains("e a paused run begins nothing");
    }

    @Test
    void findsAStoreThatForgetsThatARunWaits() throws Exception {
        assertThat(rulesBroken(reading(event ->
                        event instanceof RunQueued queued ? new RunAdmitted(queued.key(), queued.at()) : event)))
                .contains("h runs wait for their turn");
    }

    @Test
    void findsAStoreThatForgetsSignals() throws Exception {
        assertThat(rulesBroken(reading(event -> event instanceof SignalReceived signal
                        ? new PriorityChanged(5, signal.asked(), signal.at())
                        : event)))
                .contains("k who waits hears what is said");
    }

    @Test
    void findsAStoreThatTakesSuccessesForFailures() throws Exception {
        assertThat(rulesBroken(reading(event -> event instanceof NodeSucceeded success
                        ? new AttemptFailed(
                                success.node(),
                                success.attempt(),
                                NodeFailure.of(FailureKind.EXTERNAL, "Turned", "it was turned"),
                                Optional.empty(),
                                success.usage(),
                                success.at())
                        : event)))
                .containsAnyOf("c no attempt after the end was acknowledged", "j a rerun takes over what is before it");
    }

    @Test
    void findsAStoreThatTakesFailuresForSuccesses() throws Exception {
        assertThat(rulesBroken(
                        reading(event -> event instanceof AttemptFailed failed
                                        && failed.retryAt().isEmpty()
                                ? new NodeSucceeded(
                                        failed.node(), failed.attempt(), Payload.EMPTY, failed.usage(), failed.at())
                                : event),
                        "j a rerun takes over what is before it"))
                .isNotEmpty();
    }

    @Test
    void findsAStoreThatKeepsSomethingElseThanWhatWasAsked() throws Exception {
        Set<String> broken = rulesBroken(store -> new DelegatingRunStore(store) {
            @Override
            public Set<RunId> append(List<RunRecord> records) {
                return super.append(changed(
                        records,
                        event -> event instanceof RunPaused paused
                                ? new PriorityChanged(5, paused.asked(), paused.at())
                                : event));
            }
        });

        assertThat(broken).contains("f what was asked is on record");
    }

    /** A store that reads something else than what was written. */
    private static UnaryOperator<RunStore> reading(UnaryOperator<RunEvent> change) {
        return store -> new DelegatingRunStore(store) {
            @Override
            public List<RunRecord> events(RunId run) {
                return changed(super.events(run), change);
            }
        };
    }

    private static List<RunRecord> changed(List<RunRecord> records, UnaryOperator<RunEvent> change) {
        return records.stream()
                .map(record -> new RunRecord(record.run(), record.seq(), change.apply(record.event())))
                .toList();
    }

    private static Set<String> rulesBroken(UnaryOperator<RunStore> tampering) throws Exception {
        return rulesBroken(tampering, "");
    }

    /** The rules that the first seed breaks which breaks any that begins so. */
    private static Set<String> rulesBroken(UnaryOperator<RunStore> tampering, String wanted) throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            World world = World.tampered(seed, config -> on(tampering.apply(config.runs()), config));
            world.run();
            List<Violation> violations = HistoryChecker.check(world.history());
            if (violations.stream().anyMatch(violation -> violation.rule().startsWith(wanted))) {
                return new TreeSet<>(violations.stream().map(Violation::rule).toList());
            }
        }
        return Set.of();
    }

    private static EngineConfig on(RunStore runs, EngineConfig config) {
        return new EngineConfig(
                config.specs(),
                runs,
                config.compiler(),
                config.typesGeneration(),
                config.inputs(),
                config.platform(),
                config.grants(),
                config.secrets(),
                config.limits());
    }
}
