package io.sandglass.history;

import java.util.ArrayList;
import java.util.List;

/** Says which promises a history breaks. */
public final class HistoryChecker {
    private static final List<Rule> RULES = List.of(
            new SlotRules(),
            new AcknowledgedRunsEnd(),
            new RowsAreWhole(),
            new DurableRowsStay(),
            new RunEndsAgree(),
            new EndedNodesRest(),
            new AttemptsAreCounted(),
            new StartsAreOnRecord(),
            new SuccessHadEffect(),
            new OrderIsKept(),
            new StoppedRunsRest(),
            new PausedRunsRest(),
            new AnswersAreOnRecord(),
            new PlacesAreCounted(),
            new RoomIsLimited(),
            new RerunsTakeOver(),
            new SignalsArrive(),
            new UrgentGoFirst(),
            new RunsGoInTurn(),
            new TenantsTakeTurns(),
            new PlacesAreUsed(),
            new OpenRunsAreLimited(),
            new NothingIsLeft());

    private HistoryChecker() {}

    /** Empty if all were kept. */
    public static List<Violation> check(History history) {
        Index index = new Index(history);
        List<Violation> violations = new ArrayList<>();
        for (Rule rule : RULES) {
            rule.check(index, message -> violations.add(new Violation(rule.name(), message)));
        }
        return violations;
    }
}
