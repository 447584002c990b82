package io.sandglass.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.app.torture.Fact.Kind;
import io.sandglass.app.torture.History.Attempt;
import io.sandglass.app.torture.History.NodeRun;
import io.sandglass.app.torture.History.Run;
import io.sandglass.app.torture.History.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That the checker sees what it is there for: each test breaks one promise in a history that keeps them all. */
class HistoryCheckerTest {
    private static final Instant FIRST = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final List<Fact> facts = new ArrayList<>();
    private Run run = new Run("r", 1, "pair", "SUCCEEDED", "", "", true, 2, 2, "", 6, 6, 1, 2);
    private final List<NodeRun> nodes =
            new ArrayList<>(List.of(new NodeRun("r", "a", "SUCCEEDED", ""), new NodeRun("r", "b", "SUCCEEDED", "")));
    private final List<Attempt> attempts =
            new ArrayList<>(List.of(new Attempt("r", "a", 1, "SUCCEEDED"), new Attempt("r", "b", 1, "SUCCEEDED")));

    HistoryCheckerTest() {
        see(1, Kind.ACCEPTED, "", "pair");
        see(1, Kind.START, "a", "1 r/a/0");
        see(1, Kind.END, "a", "1 r/a/0");
        see(1, Kind.SUCCEEDED, "a", "");
        see(1, Kind.START, "b", "1 r/b/0");
        see(1, Kind.END, "b", "1 r/b/0");
        see(1, Kind.SUCCEEDED, "b", "");
        see(1, Kind.ENDED, "", "SUCCEEDED");
    }

    @Test
    void isContentWithAHistoryThatKeepsItsPromises() {
        assertThat(check()).isEmpty();
    }

    @Test
    void seesAnAcknowledgedRunThatIsGone() {
        facts.add(new Fact(9, 1, Kind.ACCEPTED, "other", "", "pair"));

        assertThat(check()).containsExactly(Violation.Kind.LOST);
    }

    @Test
    void seesAnEndThatChanged() {
        run = new Run("r", 1, "pair", "RUNNING", "", "", false, 2, 2, "", 5, 5, 0, 2);

        assertThat(check()).containsExactly(Violation.Kind.LOST, Violation.Kind.LOST);
    }

    @Test
    void seesARunThatGoesOnAlthoughItWasPausedBeforeTheCrash() {
        facts.add(4, new Fact(4, 1, Kind.DONE, "r", "", "pause"));
        facts.replaceAll(fact -> fact.number() > 4 ? later(fact) : fact);

        assertThat(check()).containsExactly(Violation.Kind.LOST);
        facts.add(5, new Fact(5, 2, Kind.ASKED, "r", "", "resume"));
        assertThat(check()).isEmpty();
    }

    @Test
    void seesACancelledRunThatEndedAsIfNobodyHadCancelledIt() {
        see(1, Kind.ASKED, "", "cancel");
        see(1, Kind.DONE, "", "cancel");

        assertThat(check()).containsExactly(Violation.Kind.LOST);
    }

    @Test
    void seesARetryThatLeftNoTrace() {
        see(1, Kind.ASKED, "", "retry");
        see(1, Kind.DONE, "", "retry");

        assertThat(check()).containsExactly(Violation.Kind.LOST);
    }

    private static Fact later(Fact fact) {
        return new Fact(fact.number() + 1, 2, fact.kind(), fact.run(), fact.node(), fact.detail());
    }

    @Test
    void seesACompletionThatIsGone() {
        nodes.set(1, new NodeRun("r", "b", "RUNNING", ""));

        assertThat(check()).containsExactly(Violation.Kind.LOST);
    }

    @Test
    void seesACompletedNodeThatIsRunAgainAfterACrash() {
        see(2, Kind.START, "a", "2 r/a/0");

        assertThat(check()).contains(Violation.Kind.RERUN);
    }

    @Test
    void seesANodeThatIsStartedTwiceWithoutACrash() {
        facts.add(2, new Fact(2, 1, Kind.START, "r", "a", "2 r/a/0"));

        assertThat(check()).containsExactly(Violation.Kind.RERUN);
    }

    @Test
    void seesAnAttemptAfterTheOneThatSucceeded() {
        attempts.add(new Attempt("r", "a", 2, "LOST"));

        assertThat(check()).containsExactly(Violation.Kind.RERUN);
    }

    @Test
    void seesASuccessWithoutItsSideEffect() {
        facts.removeIf(fact -> fact.node().equals("b") && !fact.is(Kind.SUCCEEDED));

        assertThat(check()).containsExactly(Violation.Kind.OTHER);
    }

    @Test
    void seesANodeThatDidNotWaitForItsNeeds() {
        facts.add(0, new Fact(0, 1, Kind.START, "r", "b", "1 r/b/0"));
        facts.removeIf(fact -> fact.number() == 5);

        assertThat(check()).containsExactly(Violation.Kind.OTHER);
    }

    @Test
    void seesAnIdempotencyKeyThatChanges() {
        facts.add(1, new Fact(1, 0, Kind.START, "r", "a", "1 other"));

        assertThat(check()).containsExactly(Violation.Kind.OTHER);
    }

    @Test
    void seesHolesInTheRecordsOfARun() {
        run = new Run("r", 1, "pair", "SUCCEEDED", "", "", true, 2, 2, "", 5, 6, 1, 2);

        assertThat(check()).containsExactly(Violation.Kind.TORN);
    }

    @Test
    void seesFailuresAndCancelsThatNobodyAskedFor() {
        facts.removeIf(fact -> fact.is(Kind.ENDED));
        run = new Run("r", 1, "pair", "CANCELLED", "", "", true, 2, 2, "", 6, 6, 1, 2);

        assertThat(check()).containsExactly(Violation.Kind.OTHER);
    }

    @Test
    void seesSlotsThatAreMissingDoubledOrWithoutTheirRun() {
        Slot missed = new Slot("beat", FIRST, "MISSED", "the service was down", "");
        Slot ran = new Slot("beat", FIRST.plus(EVERY), "RAN", "", "t");
        Slot silent = new Slot("beat", FIRST.plus(EVERY), "SKIPPED", "", "");

        assertThat(slots(missed, ran)).containsExactly(Violation.Kind.TORN);
        assertThat(slots(missed)).containsExactly(Violation.Kind.LOST);
        assertThat(slots(missed, silent)).containsExactly(Violation.Kind.OTHER);
        assertThat(slots(missed, missed, silent)).containsExactly(Violation.Kind.OTHER, Violation.Kind.OTHER);
    }

    private List<Violation.Kind> slots(Slot... slots) {
        Shape beat = new Shape("beat", "triggers", List.of());
        History history = new History(Map.of(), List.of(), List.of(), List.of(slots));
        return SlotRules.check(new Evidence(List.of(), history, Map.of("beat", beat)), FIRST, EVERY, FIRST.plus(EVERY))
                .stream()
                .map(Violation::kind)
                .toList();
    }

    private List<Violation.Kind> check() {
        Shape.Node a = new Shape.Node("a", List.of(), true, 1, "");
        Shape.Node b = new Shape.Node("b", List.of("a"), true, 1, "");
        Shape pair = new Shape("pair", "", List.of(a, b));
        History history = new History(Map.of("r", run), nodes, attempts, List.of());
        return HistoryChecker.checkDrained(new Evidence(facts, history, Map.of("pair", pair))).stream()
                .map(Violation::kind)
                .toList();
    }

    private void see(int life, Kind kind, String node, String detail) {
        facts.add(new Fact(facts.size() + 1L, life, kind, "r", node, detail));
    }
}
