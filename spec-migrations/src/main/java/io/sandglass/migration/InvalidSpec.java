package io.sandglass.migration;

import java.util.List;
import java.util.stream.Collectors;

/** A document was refused. Carries every problem found, in the order of the text; never empty. */
public final class InvalidSpec extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // exceptions are never serialized here
    private final List<SpecProblem> problems;

    public InvalidSpec(List<SpecProblem> problems) {
        super(problems.stream().map(SpecProblem::toString).collect(Collectors.joining("\n")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs at least one problem");
        }
        this.problems = problems.stream().sorted(SpecProblem.BY_POSITION).toList();
    }

    public List<SpecProblem> problems() {
        return problems;
    }
}
