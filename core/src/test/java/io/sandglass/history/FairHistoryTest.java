package io.sandglass.history;

import static io.sandglass.history.HistoryBuilder.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.history.Declared.AfterFailure;
import io.sandglass.history.Declared.Limits;
import io.sandglass.history.Declared.Manners;
import io.sandglass.history.Declared.Tenant;
import io.sandglass.history.Declared.Workflow;
import io.sandglass.history.Observed.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plants unfairness, places that are lost and limits that are passed, and sees them caught. */
class FairHistoryTest {
    private static final int MINUTE = 60_000;
    private static final Workflow HIGH = workflow("high", "default", 9, 0);
    private static final Workflow LOW = workflow("low", "default", 2, 0);
    private static final Workflow OTHER = workflow("other", "north", 5, 0);
    private static final Limits ONE_PLACE =
            new Limits(1, Map.of(), Map.of("default", new Tenant(1, 1, 2), "north", new Tenant(1, 1, 99)));

    @Test
    void findsNothingWrongWithTheRightOrder() {
        HistoryBuilder history = builder(LOW);
        start(history, "low");
        start(history.workflow(HIGH), "high");
        history.later(5 * MINUTE);
        history.again("high").attempt("a", 1).see(Kind.LEFT, "a", 1, "").later(5 * MINUTE);
        history.again("low").attempt("a", 1);

        assertThat(violations(history, "l ")).isZero();
    }

    @Test
    void seesOneThatIsOvertakenByALessUrgentOne() {
        HistoryBuilder history = builder(HIGH);
        start(history, "high");
        start(history.workflow(LOW), "low");
        history.later(5 * MINUTE);
        history.again("low").attempt("a", 1).later(5 * MINUTE);
        history.again("high").attempt("a", 1);

        caught(history, "l the most urgent", ", before ");
    }

    @Test
    void seesThatWaitingDoesNotCount() {
        HistoryBuilder history = builder(LOW);
        start(history, "low");
        history.later(20 * MINUTE);
        start(history.workflow(HIGH), "high");
        history.later(MINUTE).again("high").attempt("a", 1).later(5 * MINUTE);
        history.again("low").attempt("a", 1);

        caught(history, "l the most urgent", "ready since");
    }

    @Test
    void seesThatAChangedPriorityDoesNotCount() {
        HistoryBuilder history = builder(LOW);
        start(history, "raised");
        start(history.workflow(HIGH), "high");
        history.again("raised").row(Row.Kind.PRIORITY, "", 0, "9");
        history.again("high").row(Row.Kind.PRIORITY, "", 0, "0").later(5 * MINUTE);
        history.attempt("a", 1).later(5 * MINUTE).again("raised").attempt("a", 1);

        caught(history, "l the most urgent", "ready since");
    }

    @Test
    void forgivesWhatACrashMixesUp() {
        HistoryBuilder history = builder(HIGH);
        start(history, "high");
        start(history.workflow(LOW), "low");
        history.later(5 * MINUTE).again("low").attempt("a", 1).crash().later(5 * MINUTE);
        history.again("high").attempt("a", 1);

        assertThat(violations(history, "l ")).isZero();
    }

    @Test
    void seesARunThatIsAdmittedBeforeAMoreUrgentOne() {
        HistoryBuilder history = builder(workflow("high", "default", 9, 1));
        history.run("high").see(Kind.ACKNOWLEDGED, "").row(Row.Kind.QUEUED, "", 0);
        history.workflow(workflow("low", "default", 2, 1));
        history.run("low")
                .see(Kind.ACKNOWLEDGED, "")
                .row(Row.Kind.QUEUED, "", 0)
                .later(5 * MINUTE);
        history.row(Row.Kind.ADMITTED, "", 0).later(5 * MINUTE);
        history.again("high").row(Row.Kind.ADMITTED, "", 0);

        caught(history, "m the most urgent run", "ADMITTED, which waited since");
    }

    @Test
    void seesATenantThatStarves() {
        HistoryBuilder history = builder(LOW);
        start(history, "low");
        history.workflow(OTHER).later(2 * MINUTE);
        for (int i = 0; i < 10; i++) {
            start(history, "other" + i);
            history.attempt("a", 1).see(Kind.LEFT, "a", 1, "").later(MINUTE / 10);
        }
        history.later(2 * MINUTE).again("low").attempt("a", 1);

        caught(history, "n tenants take turns", "meanwhile 10 of tenant north began, but 1 of its own");
    }

    @Test
    void seesAPlaceThatIsLost() {
        HistoryBuilder history = builder(LOW);
        start(history, "low");
        history.later(5 * MINUTE).attempt("a", 1);

        caught(history, "o places do not stay empty", "fewer than 1 places were taken");
    }

    @Test
    void seesOneOpenRunTooMany() {
        HistoryBuilder history = builder(LOW);
        start(history, "first");
        start(history, "second");
        start(history, "third");

        caught(history, "p open runs", "the 3th of tenant default, which may have 2 open");
    }

    @Test
    void seesWhatIsNotGivenBack() {
        caught(builder(LOW).left("attempts inside", 1), "q everything", "attempts inside: 1");
    }

    @Test
    void tellsRunsOfOneWorkflowApartByTheirKeys() {
        HistoryBuilder history = builder(workflow("low", "default", 2, 1));
        history.run("r").key("a").see(Kind.ACKNOWLEDGED, "").row(Row.Kind.ADMITTED, "", 0);
        history.run("s").key("b").see(Kind.ACKNOWLEDGED, "").row(Row.Kind.ADMITTED, "", 0);

        assertThat(violations(history, "h ")).isZero();
        history.key("a");
        caught(history, "h runs wait", "the 2th of shared/a, of which 1 may go on");
    }

    private static void start(HistoryBuilder history, String run) {
        history.run(run).see(Kind.ACKNOWLEDGED, "");
    }

    private static HistoryBuilder builder(Workflow workflow) {
        return new HistoryBuilder(workflow).limits(ONE_PLACE);
    }

    private static Workflow workflow(String id, String tenant, int priority, int most) {
        Manners manners = new Manners(false, "shared", most, tenant, priority);
        Declared.Node plain = new Declared.Node("a", node("a", 1).needs(), 1, MINUTE, "");
        return new Workflow(id, AfterFailure.INDEPENDENT, Map.of("a", plain), manners);
    }

    private static long violations(HistoryBuilder history, String rule) {
        return HistoryChecker.check(history.history()).stream()
                .filter(violation -> violation.rule().startsWith(rule))
                .count();
    }

    private static void caught(HistoryBuilder history, String rule, String message) {
        HistoryCheckerTest.assertCaught(history, rule, message);
    }
}
