package io.sandglass.plan;

import io.sandglass.migration.Position;
import io.sandglass.migration.SpecProblem;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one plan. Not thread-safe. */
final class PlanFindings {
    private static final int MOST = 100;

    private final Places places;
    private final List<SpecProblem> problems = new ArrayList<>();

    PlanFindings(Places places) {
        this.places = places;
    }

    List<SpecProblem> problems() {
        return problems;
    }

    /** Whether enough was found: looking further would cost time and help nobody. */
    boolean full() {
        return problems.size() > MOST;
    }

    void atValue(String code, String pointer, String reason, String remedy) {
        at(code, pointer, places.value(pointer), reason, remedy);
    }

    void atKey(String code, String pointer, String reason, String remedy) {
        at(code, pointer, places.key(pointer), reason, remedy);
    }

    void at(String code, String pointer, Position position, String reason, String remedy) {
        if (problems.size() < MOST) {
            problems.add(new SpecProblem(code, pointer, position, reason, remedy));
        } else if (!full()) {
            problems.add(new SpecProblem(
                    "TOO_MANY_PROBLEMS", pointer, position, "there are more problems", "correct the others first"));
        }
    }
}
