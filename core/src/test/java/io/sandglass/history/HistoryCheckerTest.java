package io.sandglass.history;

import static io.sandglass.history.HistoryBuilder.node;
import static io.sandglass.history.HistoryBuilder.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.history.Declared.AfterFailure;
import io.sandglass.history.Observed.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plants each violation and sees it caught. */
class HistoryCheckerTest {
    private static final Declared.Workflow CHAIN =
            workflow("chain", AfterFailure.INDEPENDENT, node("a", 2), node("b", 1, "a"));

    /** A run of two nodes, the first tried twice, with nothing wrong about it. */
    private static HistoryBuilder good() {
        return new HistoryBuilder(CHAIN)
                .run("r")
                .see(Kind.ACKNOWLEDGED, "")
                .attempt("a", 1)
                .row(Row.Kind.FAILED_ONCE, "a", 1)
                .attempt("a", 2)
                .row(Row.Kind.SUCCEEDED, "a", 2)
                .attempt("b", 1)
                .row(Row.Kind.SUCCEEDED, "b", 1)
                .row(Row.Kind.RUN_SUCCEEDED, "", 0);
    }

    @Test
    void findsNothingWrongWithAGoodHistory() {
        assertThat(HistoryChecker.check(good().history())).isEmpty();
    }

    @Test
    void missesASlot() {
        HistoryBuilder history =
                good().trigger("t", 1_000).slot("t", 1_000, "", "late").slot("t", 3_000, "", "late");

        assertCaught(history.wall(63_500), "a slots", "t at 1970-01-01T00:00:02Z has no slot");
    }

    @Test
    void seesASlotThatIsNoFireTime() {
        HistoryBuilder history =
                good().trigger("t", 1_000).slot("t", 1_000, "", "x").slot("t", 1_500, "", "x");

        assertCaught(history.wall(61_500), "a slots", "t at 1970-01-01T00:00:01.500Z has a slot but is no fire time");
    }

    @Test
    void seesTwoRunsForOneSlot() {
        HistoryBuilder history =
                good().trigger("t", 1_000).slot("t", 1_000, "r", "").slot("t", 1_000, "s", "");

        assertCaught(history.wall(61_500), "a slots", "t at 1970-01-01T00:00:01Z has 2 slots");
    }

    @Test
    void asksForTheReasonOfASlotThatWasNotRun() {
        HistoryBuilder history = good().trigger("t", 1_000).slot("t", 1_000, "", " ");

        assertCaught(history.wall(61_500), "a slots", "t at 1970-01-01T00:00:01Z was not run, without a reason");
    }

    @Test
    void missesAnAcknowledgedRun() {
        HistoryBuilder history = good();
        history.run("lost").see(Kind.ACKNOWLEDGED, "").forgetRows();

        assertCaught(history, "b acknowledged", "run lost was acknowledged but is not in the store");
    }

    @Test
    void seesARunThatNeverEnded() {
        HistoryBuilder history = good();
        history.run("open").see(Kind.ACKNOWLEDGED, "");

        assertCaught(history, "b acknowledged", "run open never ended; its last row is open:1 RUN_STARTED");
    }

    @Test
    void missesARowThatWasDurable() {
        HistoryBuilder history = good().see(Kind.STORED, "a", 1, "SUSPENDED");

        assertCaught(history, "what was durable", "no row is left of");
    }

    @Test
    void missesARowThatAListenerHeardOf() {
        HistoryBuilder history = good().see(Kind.TOLD, "", 0, "CANCEL_ASKED");

        assertCaught(history, "what was durable", "no row is left of");
    }

    @Test
    void seesAHoleInTheRows() {
        HistoryBuilder history = good();
        history.run("s")
                .row(Row.Kind.RUN_FAILED, "", 0, "because")
                .skipRow()
                .row(Row.Kind.RUN_FAILED, "", 0, "because");

        assertCaught(history, "rows of a run", "s:4 RUN_FAILED because stands in place 3");
    }

    @Test
    void seesAnAttemptAfterTheEndOfItsNode() {
        assertCaught(good().see(Kind.BEGAN, "b", 2, ""), "c no attempt after", "BEGAN r/b#2 although");
    }

    @Test
    void seesARowAfterTheEndOfItsNode() {
        HistoryBuilder history = new HistoryBuilder(CHAIN)
                .run("r")
                .attempt("a", 1)
                .row(Row.Kind.SUCCEEDED, "a", 1)
                .row(Row.Kind.FAILED, "a", 1);

        assertCaught(history, "c no attempt after", "SUCCEEDED a#1 is followed by");
    }

    @Test
    void countsMoreAttemptsThanDeclaredAndCrashes() {
        HistoryBuilder history = new HistoryBuilder(CHAIN)
                .run("r")
                .attempt("a", 1)
                .attempt("a", 2)
                .crash()
                .attempt("a", 3)
                .attempt("a", 4);

        assertCaught(history, "g attempts", "r/a began 4 times, with 2 attempts declared, 1 crashes");
    }

    @Test
    void seesAnAttemptNumberUsedTwice() {
        HistoryBuilder history =
                new HistoryBuilder(CHAIN).run("r").attempt("a", 1).attempt("a", 1);

        assertCaught(history, "g attempts", "BEGAN r/a#1 follows");
    }

    @Test
    void seesAnAttemptNumberLeftOut() {
        HistoryBuilder history =
                new HistoryBuilder(CHAIN).run("r").attempt("a", 1).attempt("a", 3);

        assertCaught(history, "g attempts", "BEGAN r/a#3 follows");
    }

    @Test
    void missesTheRecordOfAStart() {
        HistoryBuilder history = new HistoryBuilder(CHAIN).run("r").untraced("a", 1);

        assertCaught(history, "g starts", "BEGAN r/a#1 although its start was not durable");
    }

    @Test
    void missesTheEffectOfASuccess() {
        HistoryBuilder history = new HistoryBuilder(CHAIN).run("r").row(Row.Kind.SUCCEEDED, "a", 1);

        assertCaught(history, "c a success", "SUCCEEDED a#1 although that attempt had no effect");
    }

    @Test
    void seesANodeThatBeganBeforeItsNeed() {
        HistoryBuilder history = new HistoryBuilder(CHAIN)
                .run("r")
                .attempt("a", 1)
                .attempt("b", 1)
                .row(Row.Kind.SUCCEEDED, "a", 1);

        assertCaught(history, "d dependency order", "BEGAN r/b#1 although a had not ended");
    }

    @Test
    void seesANodeThatBeganAfterItsNeedFailed() {
        HistoryBuilder history = new HistoryBuilder(CHAIN)
                .run("r")
                .attempt("a", 1)
                .row(Row.Kind.FAILED, "a", 1)
                .attempt("b", 1);

        assertCaught(history, "d dependency order", "BEGAN r/b#1 although");
    }

    @Test
    void seesANodeThatBeganAfterTheRunWasCancelled() {
        HistoryBuilder history = new HistoryBuilder(CHAIN)
                .run("r")
                .row(Row.Kind.CANCEL_ASKED, "", 0)
                .attempt("a", 1);

        assertCaught(history, "a stopped run", "BEGAN r/a#1 although");
    }

    @Test
    void seesANodeThatBeganAfterAFailureThatHalts() {
        Declared.Workflow halting = workflow("halting", AfterFailure.HALT, node("a", 1), node("b", 1));
        HistoryBuilder history = new HistoryBuilder(halting)
                .run("r")
                .attempt("a", 1)
                .row(Row.Kind.FAILED, "a", 1)
                .attempt("b", 1);

        assertCaught(history, "a stopped run", "BEGAN r/b#1 although");
    }

    @Test
    void seesASuccessThatLacksANode() {
        HistoryBuilder history = new HistoryBuilder(CHAIN)
                .run("r")
                .attempt("a", 1)
                .row(Row.Kind.SUCCEEDED, "a", 1)
                .row(Row.Kind.RUN_SUCCEEDED, "", 0);

        assertCaught(history, "a run's end", "RUN_SUCCEEDED, but node b did not");
    }

    @Test
    void seesARunThatWasCancelledByNobody() {
        HistoryBuilder history = new HistoryBuilder(CHAIN).run("r").row(Row.Kind.RUN_CANCELLED, "", 0);

        assertCaught(history, "a run's end", "RUN_CANCELLED, but nobody asked for it");
    }

    static void assertCaught(HistoryBuilder history, String rule, String message) {
        List<Violation> violations = HistoryChecker.check(history.history());

        assertThat(violations).anySatisfy(violation -> {
            assertThat(violation.rule()).startsWith(rule);
            assertThat(violation.message()).contains(message);
        });
    }
}
