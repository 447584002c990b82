package io.sandglass.app.torture;

import io.sandglass.app.torture.Fact.Kind;
import io.sandglass.app.torture.History.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What must hold of runs that were steered: an operation that was answered as done is durable. */
final class SteeringRules {
    private final Evidence evidence;
    private final Requests requests;
    private final List<Violation> found = new ArrayList<>();

    private SteeringRules(Evidence evidence) {
        this.evidence = evidence;
        this.requests = Requests.in(evidence);
    }

    static List<Violation> check(Evidence evidence) {
        SteeringRules rules = new SteeringRules(evidence);
        rules.pausedRunsStartNothingInLaterLives();
        rules.retriedRunsHaveEndedBefore();
        return rules.found;
    }

    /** After a quiet while: a cancelled run ended cancelled, unless it was retried. */
    static List<Violation> checkDrained(Evidence evidence) {
        SteeringRules rules = new SteeringRules(evidence);
        rules.cancelledRunsEndCancelled();
        return rules.found;
    }

    /** In the same life an attempt may already be on its way to its side effect. */
    private void pausedRunsStartNothingInLaterLives() {
        Map<String, List<Fact>> starts = evidence.of(Kind.START).stream().collect(Collectors.groupingBy(Fact::run));
        for (Fact pause : done("pause")) {
            starts.getOrDefault(pause.run(), List.of()).stream()
                    .filter(start -> start.life() > pause.life() && start.number() < requests.next(pause))
                    .forEach(start -> add(pause + " was forgotten: " + start));
        }
    }

    private void retriedRunsHaveEndedBefore() {
        Map<String, Long> retries =
                done("retry").stream().collect(Collectors.groupingBy(Fact::run, Collectors.counting()));
        retries.forEach((id, times) -> {
            Run run = evidence.history().runs().get(id);
            if (run != null && run.ends() < times + (run.ended() ? 1 : 0)) {
                add("retried " + times + " times, but there is " + run);
            }
        });
    }

    private void cancelledRunsEndCancelled() {
        for (Fact cancel : done("cancel")) {
            Run run = evidence.history().runs().get(cancel.run());
            boolean retried = requests.after(cancel, "retry");
            if (run != null && !retried && !run.status().equals("CANCELLED")) {
                add(cancel + " but there is " + run);
            }
        }
    }

    private List<Fact> done(String operation) {
        return evidence.of(Kind.DONE).stream()
                .filter(fact -> fact.detail().equals(operation))
                .toList();
    }

    private void add(String text) {
        found.add(new Violation(Violation.Kind.LOST, text));
    }
}
