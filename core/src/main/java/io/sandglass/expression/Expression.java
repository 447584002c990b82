package io.sandglass.expression;

import io.sandglass.plugin.Payload;
import java.util.List;
import java.util.Set;

/** One compiled expression. Immutable and thread-safe; made by {@link Expressions}. */
public interface Expression {
    /** As written, without braces. */
    String source();

    /** Ids of the nodes whose output it reads. */
    Set<String> nodes();

    /** Every place where it names a node or an input, in the order of the text; none where that is not known. */
    default List<Reference> references() {
        return List.of();
    }

    /**
     * Evaluates within the guard's budgets.
     *
     * @return the payload of null where JSONata gives nothing
     * @throws EvaluationFailed if it fails or exceeds a budget
     */
    Payload evaluate(Scope scope);

    /**
     * Evaluates to a truth value by JSONata's rules: absent, null, false, zero and the empty are false.
     *
     * @throws EvaluationFailed as above
     */
    boolean test(Scope scope);
}
