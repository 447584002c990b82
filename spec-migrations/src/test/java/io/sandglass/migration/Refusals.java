package io.sandglass.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ListAssert;

/** What the reader says about a text it refuses. */
final class Refusals {
    private Refusals() {}

    static List<SpecProblem> of(String text) {
        var refusal = catchThrowableOfType(InvalidSpec.class, () -> new DocumentReader().read(text));
        assertThat(refusal).as("refusal of %.200s", text).isNotNull();
        return refusal.problems();
    }

    /** Each problem as {@code line:column CODE pointer}. */
    static ListAssert<String> assertRefused(String text) {
        return assertThat(of(text).stream()
                .map(p -> (p.position() + " " + p.code() + " " + p.pointer()).stripTrailing())
                .toList());
    }
}
