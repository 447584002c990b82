package io.sandglass.spec;

import io.sandglass.migration.SpecProblem;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with one document, as far as it helps its author to read it at once. Not thread-safe. */
public final class ProblemList {
    private static final int MOST = 100;

    private final List<SpecProblem> problems = new ArrayList<>();

    /** Of those that are too many only the first is added, and says so. */
    public void add(SpecProblem problem) {
        if (problems.size() < MOST) {
            problems.add(problem);
        } else if (!full()) {
            problems.add(new SpecProblem(
                    "TOO_MANY_PROBLEMS",
                    problem.pointer(),
                    problem.position(),
                    "there are more problems",
                    "correct the others first"));
        }
    }

    /** Whether enough was found: looking further would cost time and help nobody. */
    public boolean full() {
        return problems.size() > MOST;
    }

    /** All so far; a view. */
    public List<SpecProblem> all() {
        return problems;
    }
}
