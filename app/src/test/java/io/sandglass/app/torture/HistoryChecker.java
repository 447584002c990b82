package io.sandglass.app.torture;

import java.util.List;
import java.util.stream.Stream;

/**
 * Judges a history by what was seen from outside. Shares no code with the engine: it knows the views of the history,
 * the ledger of side effects and acknowledgements, and the workflows as the harness wrote them.
 */
final class HistoryChecker {
    private HistoryChecker() {}

    /** What must hold at every moment. */
    static List<Violation> check(Evidence evidence) {
        return Stream.of(RunRules.check(evidence), NodeRules.check(evidence), SteeringRules.check(evidence))
                .flatMap(List::stream)
                .toList();
    }

    /** What must hold besides after a quiet while. */
    static List<Violation> checkDrained(Evidence evidence) {
        return Stream.of(check(evidence), RunRules.checkDrained(evidence), SteeringRules.checkDrained(evidence))
                .flatMap(List::stream)
                .toList();
    }
}
