package io.sandglass.app.torture;

import io.sandglass.app.torture.Fact.Kind;
import io.sandglass.app.torture.History.NodeRun;
import io.sandglass.app.torture.History.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold of runs: acknowledged ones are there for ever, their ends stay, and their records fit each other. */
final class RunRules {
    /** How it begins what it says of a failure. */
    static final String UNEXPECTED = "nothing was made to fail in ";

    private final Evidence evidence;
    private final Map<String, Run> runs;
    private final Requests requests;
    private final List<Violation> found = new ArrayList<>();

    private RunRules(Evidence evidence) {
        this.evidence = evidence;
        this.runs = evidence.history().runs();
        this.requests = Requests.in(evidence);
    }

    static List<Violation> check(Evidence evidence) {
        RunRules rules = new RunRules(evidence);
        rules.areThere();
        rules.keepTheirEnds();
        rules.areWhole();
        rules.endForAReason();
        return rules.found;
    }

    /** After a quiet while: every acknowledged run has ended. */
    static List<Violation> checkDrained(Evidence evidence) {
        return acknowledged(evidence).stream()
                .map(evidence.history().runs()::get)
                .filter(run -> run != null && !run.ended())
                .map(run -> new Violation(
                        Violation.Kind.LOST, "run " + run.id() + " of " + run.workflow() + " has no end: " + run))
                .toList();
    }

    private static Set<String> acknowledged(Evidence evidence) {
        return evidence.facts().stream()
                .filter(fact -> fact.is(Kind.ACCEPTED) || fact.is(Kind.SEEN))
                .map(Fact::run)
                .collect(Collectors.toSet());
    }

    private void areThere() {
        acknowledged(evidence).stream()
                .filter(run -> !runs.containsKey(run))
                .forEach(run -> add(Violation.Kind.LOST, "run " + run + " was acknowledged but is gone"));
    }

    private void keepTheirEnds() {
        for (Fact fact : evidence.of(Kind.ENDED)) {
            Run run = runs.get(fact.run());
            boolean retried = requests.after(fact, "retry");
            if (run != null && !retried && !run.status().equals(fact.detail())) {
                add(Violation.Kind.LOST, "run " + run.id() + " was seen ended " + fact + " but is " + run);
            }
        }
    }

    private void areWhole() {
        for (Run run : runs.values()) {
            boolean whole = run.events() == run.lastSeq()
                    && ends(run)
                    && run.endedAt() == run.ended()
                    && run.done() == run.doneRows()
                    && (!run.ended() || run.done() == run.total());
            if (!whole) {
                add(Violation.Kind.TORN, run.toString());
            }
        }
    }

    /** A run may end once more than it was retried. */
    private boolean ends(Run run) {
        long retries = requests.count(run.id(), "retry");
        return run.ended() ? run.ends() >= 1 && run.ends() <= 1 + retries : run.ends() <= retries;
    }

    private void endForAReason() {
        Set<String> crashed = evidence.history().nodes().stream()
                .filter(node -> node.code().equals("Crashed"))
                .map(NodeRun::run)
                .collect(Collectors.toSet());
        Set<String> cancelled = evidence.of(Kind.ASKED).stream()
                .filter(fact -> fact.detail().equals("cancel"))
                .map(Fact::run)
                .collect(Collectors.toSet());
        for (Run run : mine()) {
            if (run.status().equals("FAILED") && !crashed.contains(run.id())) {
                add(Violation.Kind.OTHER, UNEXPECTED + run);
            }
            if (run.status().equals("CANCELLED") && !cancelled.contains(run.id())) {
                add(Violation.Kind.OTHER, "nobody cancelled " + run);
            }
        }
    }

    private Collection<Run> mine() {
        return runs.values().stream()
                .filter(run -> evidence.shapes().containsKey(run.workflow()))
                .toList();
    }

    private void add(Violation.Kind kind, String text) {
        found.add(new Violation(kind, text));
    }
}
