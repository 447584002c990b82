package io.sandglass.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.expression.Expressions;
import io.sandglass.expression.Scope;
import io.sandglass.expression.Template;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.SpecProblem;
import io.sandglass.plugin.Payload;
import io.sandglass.spec.InputSpec.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputBinderTest {
    private static final Scope BASE = new Scope(
            Payload.of(Map.of("day", "never seen")),
            Payload.of(Map.of("scheduledAt", "2027-01-31T02:30:00Z")),
            Payload.of(Map.of("id", "r1")),
            Map.of(),
            0,
            0);

    private final Expressions expressions = new Expressions();
    private final InputBinder binder = new InputBinder();
    private final Map<String, InputSpec> inputs = new LinkedHashMap<>();

    @Test
    void fillsInDefaults() {
        input("day", Type.DATE, "{{ $substring(trigger.scheduledAt, 0, 10) }}");
        input("regions", Type.ARRAY, List.of("eu", "us"));
        inputs.put("note", new InputSpec("note", Type.STRING, Optional.empty(), false, Optional.empty(), ""));

        assertThat(bind(Map.of("regions", List.of("eu"))))
                .isEqualTo(Payload.of(Map.of("day", "2027-01-31", "regions", List.of("eu"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integer | 5 | 5",
                "integer | -7 | -7",
                "number | 1.5 | 1.5",
                "boolean | true | true",
                "string | 5 | 5",
                "date | 2027-01-31 | 2027-01-31",
                "datetime | 2027-01-31T09:00:00+01:00 | 2027-01-31T09:00:00+01:00",
                "duration | PT5M | PT5M",
                "array | [1,2] | [1, 2]",
                "object | {\"a\":1} | {a=1}",
                "any | x | x",
            })
    void readsTextsAsWhatTheyStandFor(String type, String text, String expected) {
        required("x", Type.valueOf(type.toUpperCase(Locale.ROOT)));

        assertThat(bind(Map.of("x", text)).object().get("x")).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integer | 1.5",
                "integer | x",
                "integer | 1 2",
                "number | one",
                "boolean | yes",
                "date | 2027-02-30",
                "datetime | 2027-01-31T09:00:00",
                "duration | 5m",
                "array | {}",
                "array | [",
                "object | []",
            })
    void refusesTextsThatStandForNothing(String type, String text) {
        required("x", Type.valueOf(type.toUpperCase(Locale.ROOT)));

        assertThat(refuse(Map.of("x", text))).extracting(SpecProblem::code).containsExactly("WRONG_TYPE");
    }

    @Test
    void reportsAllProblemsAtOnce() {
        required("day", Type.DATE);
        required("count", Type.INTEGER);
        input("broken", Type.STRING, "{{ $error('no') }}");

        List<SpecProblem> problems = refuse(Map.of("dya", "2027-01-31", "count", true));

        assertThat(problems)
                .extracting(problem -> problem.code() + " " + problem.pointer())
                .containsExactlyInAnyOrder(
                        "UNKNOWN_INPUT /inputs/dya",
                        "MISSING_INPUT /inputs/day",
                        "WRONG_TYPE /inputs/count",
                        "BAD_DEFAULT /inputs/broken");
        assertThat(problems).anySatisfy(problem -> assertThat(problem.remedy()).isEqualTo("did you mean 'day'?"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integer | x | must be a whole number | write it as in 42",
                "boolean | yes | must be true or false | write one of the two words",
                "date | now | must be a date | write it as in 2027-01-31",
            })
    void saysWhatIsNeededAndHowThatIsWritten(String type, String text, String reason, String remedy) {
        required("x", Type.valueOf(type.toUpperCase(Locale.ROOT)));

        SpecProblem problem = refuse(Map.of("x", text)).get(0);

        assertThat(problem.reason()).isEqualTo("the input 'x' " + reason);
        assertThat(problem.remedy()).isEqualTo(remedy);
    }

    @Test
    void judgesTheItemsOfLists() {
        inputs.put("x", new InputSpec("x", Type.ARRAY, Optional.of(Type.INTEGER), true, Optional.empty(), ""));

        assertThat(bind(Map.of("x", List.of("1", 2))).object().get("x")).isEqualTo(List.of(1, 2));
        assertThat(refuse(Map.of("x", List.of("a")))).hasSize(1);
    }

    @Test
    void allTextsTogetherStandForNoMoreValuesThanTheInputsMayHave() {
        inputs.put("x", new InputSpec("x", Type.ARRAY, Optional.of(Type.OBJECT), true, Optional.empty(), ""));
        required("y", Type.OBJECT);
        String most = "{\"a\":[0" + ",0".repeat(249_997) + "]}"; // 250,000 values

        assertThat(bind(Map.of("x", List.of(most), "y", most)).object()).containsOnlyKeys("x", "y");
        assertThat(refuse(Map.of("x", List.of(most, most), "y", "{}")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("INPUT_TOO_LARGE");
                    assertThat(problem.pointer()).isEqualTo("/inputs/y");
                    assertThat(problem.reason()).isEqualTo("the inputs have more than 500000 values");
                });
    }

    private void required(String name, Type type) {
        inputs.put(name, new InputSpec(name, type, Optional.empty(), true, Optional.empty(), ""));
    }

    private void input(String name, Type type, Object standard) {
        Template template = expressions.template(Payload.of(standard));
        inputs.put(name, new InputSpec(name, type, Optional.empty(), false, Optional.of(template), ""));
    }

    private Payload bind(Map<String, ?> given) {
        return binder.bind(spec(), Payload.of(given), BASE);
    }

    private List<SpecProblem> refuse(Map<String, ?> given) {
        List<SpecProblem> problems = new ArrayList<>();
        assertThatThrownBy(() -> bind(given))
                .isInstanceOfSatisfying(InvalidSpec.class, e -> problems.addAll(e.problems()));
        return problems;
    }

    private WorkflowSpec spec() {
        return new WorkflowSpec(
                "default",
                "w",
                "",
                Map.of(),
                inputs,
                Map.of(),
                FailurePolicy.HALT,
                Pace.STRICT,
                Queueing.DEFAULT,
                BudgetSpec.NONE,
                RetentionSpec.NONE,
                Map.of(),
                Map.of());
    }
}
