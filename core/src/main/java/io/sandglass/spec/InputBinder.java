package io.sandglass.spec;

import io.sandglass.expression.EvaluationFailed;
import io.sandglass.expression.Scope;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.Position;
import io.sandglass.migration.SpecProblem;
import io.sandglass.migration.Suggestion;
import io.sandglass.plugin.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives a run its inputs: what was given, completed by defaults, each of its declared type. A text given for another
 * type is read as what it stands for: {@code "5"} is an integer, {@code "[1, 2]"} a list. Immutable and thread-safe.
 */
public final class InputBinder {
    /**
     * Binds the inputs of one run.
     *
     * @param given an object; an input that is null counts as not given
     * @param base {@code trigger} and {@code run} for the defaults; its inputs and outputs are not looked at
     * @return an object in the order of the declaration; inputs that are neither given nor have a default are left out
     * @throws InvalidSpec with every problem of every input, at {@code /inputs/<name>}
     */
    public Payload bind(WorkflowSpec spec, Payload given, Scope base) {
        Map<String, @Nullable Object> values = given.object();
        List<SpecProblem> problems = new ArrayList<>();
        for (String name : values.keySet()) {
            if (!spec.inputs().containsKey(name)) {
                problems.add(unknown(name, spec));
            }
        }
        Scope start = new Scope(Payload.EMPTY, base.trigger(), base.run(), Map.of(), base.clockMillis(), base.seed());
        InputValues types = new InputValues();
        Map<String, Object> bound = new LinkedHashMap<>();
        for (InputSpec input : spec.inputs().values()) {
            value(input, values.get(input.name()), start, types, problems)
                    .ifPresent(value -> bound.put(input.name(), value));
        }
        if (!problems.isEmpty()) {
            throw new InvalidSpec(problems);
        }
        return bound.isEmpty() ? Payload.EMPTY : Payload.of(bound); // many runs, one object
    }

    private static Optional<Object> value(
            InputSpec input, @Nullable Object given, Scope start, InputValues types, List<SpecProblem> problems) {
        try {
            Object value = given == null ? standard(input, start).orElse(null) : given;
            if (value != null) {
                return Optional.of(fit(input, value, types));
            }
            if (input.required()) {
                throw new Misfit(
                        "MISSING_INPUT",
                        "the input '" + input.name() + "' is missing",
                        "give it; it is " + InputValues.name(input.type())
                                + InputValues.example(input.type())
                                        .map(", as in "::concat)
                                        .orElse(""));
            }
        } catch (Misfit e) {
            problems.add(problem(input.name(), e));
        }
        return Optional.empty();
    }

    private static Optional<Object> standard(InputSpec input, Scope start) {
        try {
            return input.defaultValue()
                    .flatMap(template ->
                            Optional.ofNullable(template.evaluate(start).value()));
        } catch (EvaluationFailed e) {
            throw new Misfit(
                    "BAD_DEFAULT",
                    "the default of '" + input.name() + "' cannot be evaluated: " + e.getMessage(),
                    "give the input, or correct its default");
        }
    }

    private static Object fit(InputSpec input, Object value, InputValues types) {
        return types.fit(input.type(), input.items(), value)
                .orElseThrow(() -> new Misfit(
                        "WRONG_TYPE",
                        "the input '" + input.name() + "' must be " + InputValues.name(input.type())
                                + input.items()
                                        .map(items -> ", each item " + InputValues.name(items))
                                        .orElse(""),
                        InputValues.remedy(input.type())));
    }

    private static SpecProblem unknown(String name, WorkflowSpec spec) {
        String known = spec.inputs().isEmpty()
                ? "this workflow has no inputs"
                : "use one of " + String.join(", ", spec.inputs().keySet());
        return problem(
                name,
                new Misfit(
                        "UNKNOWN_INPUT",
                        "there is no input '" + Section.shown(name) + "'",
                        Suggestion.orElse(name, spec.inputs().keySet(), known)));
    }

    private static SpecProblem problem(String name, Misfit misfit) {
        String pointer = "/inputs/" + name.replace("~", "~0").replace("/", "~1");
        return new SpecProblem(misfit.code(), pointer, Position.START, misfit.reason(), misfit.remedy());
    }
}
