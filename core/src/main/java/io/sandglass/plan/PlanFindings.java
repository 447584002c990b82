package io.sandglass.plan;

import io.sandglass.migration.Position;
import io.sandglass.migration.SpecProblem;
import io.sandglass.spec.ProblemList;
import java.util.List;

/** Collects what is wrong with one plan. Not thread-safe. */
final class PlanFindings {
    private final Places places;
    private final ProblemList problems = new ProblemList();

    PlanFindings(Places places) {
        this.places = places;
    }

    List<SpecProblem> problems() {
        return problems.all();
    }

    /** Whether enough was found: looking further would cost time and help nobody. */
    boolean full() {
        return problems.full();
    }

    void atValue(String code, String pointer, String reason, String remedy) {
        at(code, pointer, places.value(pointer), reason, remedy);
    }

    void atKey(String code, String pointer, String reason, String remedy) {
        at(code, pointer, places.key(pointer), reason, remedy);
    }

    void at(String code, String pointer, Position position, String reason, String remedy) {
        problems.add(new SpecProblem(code, pointer, position, reason, remedy));
    }
}
