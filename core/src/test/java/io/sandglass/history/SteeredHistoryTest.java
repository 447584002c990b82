package io.sandglass.history;

import static io.sandglass.history.HistoryBuilder.node;
import static io.sandglass.history.HistoryBuilder.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.history.Declared.AfterFailure;
import io.sandglass.history.Declared.Manners;
import io.sandglass.history.Observed.Kind;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Plants each violation that steering, limits, reruns and relaxed pace make possible, and sees it caught. */
class SteeredHistoryTest {
    private static final Declared.Workflow CHAIN =
            workflow("chain", AfterFailure.INDEPENDENT, node("a", 1), node("b", 1, "a"));

    private static HistoryBuilder run(String id) {
        return run(id, Manners.PLAIN);
    }

    private static HistoryBuilder run(String id, Manners manners) {
        Declared.Workflow workflow = new Declared.Workflow(CHAIN.id(), CHAIN.afterFailure(), CHAIN.nodes(), manners);
        return new HistoryBuilder(workflow).run(id).see(Kind.ACKNOWLEDGED, "");
    }

    private static HistoryBuilder done(HistoryBuilder history, String node, int attempt) {
        return history.attempt(node, attempt).see(Kind.LEFT, node, attempt, "").row(Row.Kind.SUCCEEDED, node, attempt);
    }

    private static HistoryBuilder asked(HistoryBuilder history, Row.Kind kind) {
        return history.see(Kind.WANTED, kind.name()).row(kind, "", 0).see(Kind.DONE, kind.name());
    }

    /** The first node is done, the second has failed, and the run is open again. */
    private static HistoryBuilder retried() {
        HistoryBuilder history = done(run("r"), "a", 1)
                .attempt("b", 1)
                .row(Row.Kind.FAILED, "b", 1)
                .row(Row.Kind.RUN_FAILED, "", 0);
        return asked(history, Row.Kind.REOPENED);
    }

    @Test
    void letsWhatFailedRunAgainAfterARetry() {
        HistoryBuilder history = done(retried(), "b", 2).row(Row.Kind.RUN_SUCCEEDED, "", 0);

        assertThat(HistoryChecker.check(history.history())).isEmpty();
    }

    @Test
    void seesASuccessRunAgainAfterARetry() {
        assertCaught(retried().attempt("a", 2), "c no attempt after", "BEGAN r/a#2 although");
    }

    @Test
    void seesARetryOfASuccess() {
        HistoryBuilder history = done(done(run("r"), "a", 1), "b", 1).row(Row.Kind.RUN_SUCCEEDED, "", 0);

        assertCaught(asked(history, Row.Kind.REOPENED), "rows of a run", "although it had not failed");
    }

    @Test
    void countsTheAttemptsOfARetry() {
        assertCaught(
                retried().attempt("b", 2).attempt("b", 3), "g attempts", "r/b began 3 times, with 1 attempts declared");
    }

    @Test
    void seesANodeThatBeganBeforeItsNeedWasDoneAgain() {
        HistoryBuilder history = run("r").attempt("a", 1)
                .row(Row.Kind.FAILED, "a", 1)
                .row(Row.Kind.SKIPPED, "b", 0)
                .row(Row.Kind.RUN_FAILED, "", 0);

        assertCaught(
                asked(history, Row.Kind.REOPENED).attempt("b", 1), "d dependency order", "although a had not ended");
    }

    @Test
    void seesANodeForcedTwice() {
        HistoryBuilder history = run("r").row(Row.Kind.FORCED_SKIPPED, "a", 0).row(Row.Kind.FORCED_FAILED, "a", 0);

        assertCaught(history, "c no attempt after", "FORCED_SKIPPED a is followed by");
    }

    @Test
    void seesANodeThatBeganAlthoughItWasForced() {
        HistoryBuilder history = run("r").row(Row.Kind.FORCED_SUCCEEDED, "a", 0).attempt("a", 1);

        assertCaught(history, "c no attempt after", "BEGAN r/a#1 although");
    }

    @Test
    void seesANodeThatBeganAlthoughItsNeedWasForcedToFail() {
        HistoryBuilder history = run("r").row(Row.Kind.FORCED_FAILED, "a", 0).attempt("b", 1);

        assertCaught(history, "d dependency order", "FORCED_FAILED");
    }

    @Test
    void missesWhatWasAnsweredAsDone() {
        Stream.of(Row.Kind.PAUSED, Row.Kind.REOPENED, Row.Kind.PRIORITY, Row.Kind.SIGNALLED, Row.Kind.CANCEL_ASKED)
                .map(kind -> run("r").see(Kind.WANTED, kind.name()).see(Kind.DONE, kind.name()))
                .forEach(history -> assertCaught(history, "f what was asked", "answered as done 1 times"));
    }

    @Test
    void seesWhatNobodyAskedFor() {
        HistoryBuilder history = run("r").row(Row.Kind.FORCED_FAILED, "a", 0);

        assertCaught(history, "f what was asked", "FORCED_FAILED a is on record 1 times, but may only be 0 times");
    }

    @Test
    void seesWhatWasRefusedAndDoneAllTheSame() {
        HistoryBuilder history =
                run("r").see(Kind.WANTED, "PAUSED").see(Kind.REFUSED, "PAUSED").row(Row.Kind.PAUSED, "", 0);

        assertCaught(history, "f what was asked", "PAUSED is on record 1 times, but may only be 0 times");
    }

    @Test
    void seesANodeThatBeganInALaterLifeOfAPausedRun() {
        HistoryBuilder history = asked(run("r"), Row.Kind.PAUSED).crash();

        assertCaught(history.attempt("a", 1), "e a paused run", "BEGAN r/a#1 although");
    }

    @Test
    void seesANodeThatBeganLongAfterThePause() {
        HistoryBuilder history = asked(run("r"), Row.Kind.PAUSED).later(120_000);

        assertCaught(history.attempt("a", 1), "e a paused run", "BEGAN r/a#1 although");
    }

    @Test
    void letsAResumedRunGoOnEvenBeforeThatIsDurable() {
        HistoryBuilder history = asked(run("r"), Row.Kind.PAUSED).crash().see(Kind.WANTED, "RESUMED");

        assertThat(HistoryChecker.check(history.attempt("a", 1).history()))
                .noneMatch(violation -> violation.rule().startsWith("e "));
    }

    @Test
    void seesOneRunTooMany() {
        HistoryBuilder history = run("r", limited()).row(Row.Kind.ADMITTED, "", 0);
        history.run("s").see(Kind.ACKNOWLEDGED, "").row(Row.Kind.ADMITTED, "", 0);

        assertCaught(history, "h runs wait", "the 2th of chain/, of which 1 may go on");
    }

    @Test
    void seesANodeThatBeganWhileItsRunWaited() {
        HistoryBuilder history = run("r", limited()).row(Row.Kind.QUEUED, "", 0).attempt("a", 1);

        assertCaught(history, "h runs wait", "BEGAN r/a#1 although the run was not admitted");
    }

    @Test
    void seesARetriedRunThatDoesNotWaitAgain() {
        HistoryBuilder history =
                run("r", limited()).row(Row.Kind.ADMITTED, "", 0).row(Row.Kind.RUN_FAILED, "", 0, "QueueTimeout");

        assertCaught(
                asked(history, Row.Kind.REOPENED).attempt("a", 1), "h runs wait", "although the run was not admitted");
    }

    @Test
    void seesOneAttemptTooMany() {
        HistoryBuilder history = run("r").see(Kind.BEGAN, "a", 1, "");
        history.run("s").see(Kind.BEGAN, "a", 1, "");

        assertCaught(history.limits(new Declared.Limits(1, Map.of(), Map.of())), "i attempts wait", "in the engine");
        assertCaught(
                history.limits(new Declared.Limits(9, Map.of(HistoryBuilder.POOL, 1), Map.of())),
                "i attempts wait",
                "in pool pool, which has 1 places");
        assertCaught(
                history.limits(new Declared.Limits(9, Map.of(), Map.of("default", new Declared.Tenant(1, 1, 9)))),
                "i attempts wait",
                "in tenant default, which has 1 places");
    }

    @Test
    void seesARerunThatTakesOverWhatFailed() {
        HistoryBuilder history = run("r").attempt("a", 1)
                .row(Row.Kind.FAILED, "a", 1)
                .row(Row.Kind.SKIPPED, "b", 0)
                .row(Row.Kind.RUN_FAILED, "", 0)
                .rerun("s", "b")
                .row(Row.Kind.FORCED_SUCCEEDED, "a", 0, Row.TAKEN_OVER);

        assertCaught(history, "j a rerun", "took over [a] instead of []");
    }

    @Test
    void seesARerunThatDoesAgainWhatWasDone() {
        HistoryBuilder history = done(done(run("r"), "a", 1), "b", 1).row(Row.Kind.RUN_SUCCEEDED, "", 0);
        history.rerun("s", "b").attempt("a", 1);

        assertCaught(history, "j a rerun", "took over [] instead of [a]");
        assertCaught(history, "j a rerun", "BEGAN s/a#1 although it was done in the run before");
    }

    @Test
    void seesANodeThatGoesOnThoughNobodySaidAnything() {
        HistoryBuilder history = run("r").attempt("a", 1)
                .row(Row.Kind.AWAITS, "a", 1, "signal go")
                .row(Row.Kind.SIGNALLED, "", 0, "stop")
                .row(Row.Kind.SUCCEEDED, "a", 1);

        assertCaught(history, "k who waits", "although nobody said what it waited for");
    }

    @Test
    void seesANodeThatDoesNotHear() {
        HistoryBuilder history =
                run("r").row(Row.Kind.SIGNALLED, "", 0, "go").attempt("a", 1).row(Row.Kind.AWAITS, "a", 1, "signal go");
        history.later(5_000);

        assertCaught(history.row(Row.Kind.CANCELLED, "a", 0), "k who waits", "did not hear");
    }

    @Test
    void letsARelaxedRunGoAheadOfItsRecordsButNotOfACrash() {
        HistoryBuilder ahead = run("r", relaxed()).attempt("a", 1).attempt("b", 1);
        HistoryBuilder lost = run("r", relaxed()).attempt("a", 1).crash().attempt("b", 1);

        assertThat(HistoryChecker.check(ahead.history()))
                .noneMatch(violation -> violation.rule().startsWith("d "));
        assertCaught(lost, "d dependency order", "although a had not ended");
    }

    private static Manners limited() {
        return new Manners(false, "chain", 1, "default", 5);
    }

    private static Manners relaxed() {
        return new Manners(true, "", 0, "default", 5);
    }

    private static void assertCaught(HistoryBuilder history, String rule, String message) {
        HistoryCheckerTest.assertCaught(history, rule, message);
    }
}
