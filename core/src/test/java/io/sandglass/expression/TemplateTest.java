package io.sandglass.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Payload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final Scope SCOPE =
            Scopes.inputs(Map.of("n", 5, "list", List.of(1, 2), "s", "x", "braces", Map.of("a", Map.of())));

    private final Expressions expressions = new Expressions();

    @Test
    void keepsTheTypeOfAWholeExpression() {
        assertThat(evaluate("{{ inputs.n }}")).isEqualTo(5);
        assertThat(evaluate("{{ inputs.list }}")).isEqualTo(List.of(1, 2));
        assertThat(evaluate("{{ inputs.n }}\n")).isEqualTo(5);
    }

    /** However often a template names something large, there is one of it. */
    @Test
    void sharesWhatItReadsByPath() {
        Payload output = Payload.of(Map.of("rows", List.of(1, 2, 3)));
        Scope scope = Scopes.of(Map.of(), Map.of("a", output));
        String whole = "{{ nodes.a.output }}";
        String part = "{{ nodes.a.output.rows }}";

        Payload value = expressions
                .template(Payload.of(Map.of("x", whole, "y", List.of(whole, part))))
                .evaluate(scope);

        assertThat(value.object().get("x")).isSameAs(output.value());
        assertThat((List<?>) value.object().get("y"))
                .satisfiesExactly(
                        first -> assertThat(first).isSameAs(output.value()),
                        second -> assertThat(second).isSameAs(output.object().get("rows")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "n={{ inputs.n }} | n=5",
                "{{ inputs.s }}{{ inputs.n }} | x5",
                "{{ inputs.list }}! | [1,2]!",
                "<{{ inputs.none }}> | <>",
                "{{ \"{{\" }} | {{",
                "{{ '}}' & inputs.s }} | }}x",
                "{{ {\"a\": {\"b\": 1}}.a.b }} | 1",
                "{{inputs.braces.a}}}} | {}}}",
                "{{ inputs.`}}` }}- | -",
                "{{ 1 /* }} */ }} | 1",
                "}} { { | }} { {",
            })
    void joinsMixedText(String text, String expected) {
        assertThat(String.valueOf(evaluate(text))).isEqualTo(expected);
    }

    @Test
    void putsSecretsInAsTheyAre() {
        Payload source = Payload.of(Map.of(
                "a",
                "Bearer {{ secrets.key }}",
                "b",
                List.of("{{secrets.`api-key`}}", "{{ secrets.api-key }}"),
                "c",
                "{{ inputs.n }}"));
        Template template = expressions.template(source);

        Payload value = template.evaluate(SCOPE.withSecrets(name -> "<{{ inputs.n }} " + name + ">"));

        assertThat(value)
                .isEqualTo(Payload.of(Map.of(
                        "a",
                        "Bearer <{{ inputs.n }} key>",
                        "b",
                        List.of("<{{ inputs.n }} api-key>", "<{{ inputs.n }} api-key>"),
                        "c",
                        5)));
        assertThat(template.references())
                .filteredOn(reference -> reference.kind() == Reference.Kind.SECRET)
                .extracting(Reference::name)
                .containsExactlyInAnyOrder("key", "api-key", "api-key");
        assertThatThrownBy(() -> template.evaluate(SCOPE)).isInstanceOf(EvaluationFailed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ secrets }}",
                "{{ secrets.a.b.c[0] }}",
                "{{ $keys(secrets) }}",
                "{{ secrets.x & 'y' }}",
                "{{ $$.secrets.x }}",
                "{{ $.secrets.x }}",
                "{{ (secrets).x }}",
                "{{ {'a': secrets.x} }}",
                "{{ `secrets`.x }}",
            })
    void computesNothingFromSecrets(String text) {
        assertThatThrownBy(() -> expressions.template(Payload.of(text)).evaluate(SCOPE.withSecrets(name -> "s3cr3t")))
                .isInstanceOf(BadExpression.class)
                .hasMessageContaining("nothing is computed from secrets");
    }

    @Test
    void evaluatesDeepInsideAndLeavesTheRest() {
        Object value = evaluate(Map.of("a", List.of("{{ inputs.n }}", 1), "{{ key }}", true));

        assertThat(value).isEqualTo(Map.of("a", List.of(5, 1), "{{ key }}", true));
    }

    @Test
    void collectsTheFlawsOfAllStrings() {
        Payload source = Payload.of(Map.of("a/b", List.of("x {{ inputs.n"), "c", "{{ input.n }}"));

        assertThatThrownBy(() -> expressions.template(source)).isInstanceOfSatisfying(BadExpression.class, e -> {
            assertThat(e.flaws()).extracting(BadExpression.Flaw::pointer).containsExactlyInAnyOrder("/a~1b/0", "/c");
            assertThat(e.flaws()).extracting(BadExpression.Flaw::offset).containsExactlyInAnyOrder(2, 3);
        });
    }

    @Test
    void tellsWhichPartFailed() {
        Template template = expressions.template(Payload.of(Map.of("url", "{{ $error('no') }}")));

        assertThatThrownBy(() -> template.evaluate(SCOPE))
                .isInstanceOf(EvaluationFailed.class)
                .hasMessageStartingWith("at /url: ");
    }

    @Test
    void knowsItsReferencesAndTheirPlaces() {
        Template template = expressions.template(Payload.of(Map.of("x", "a {{ nodes.a.output }}")));

        assertThat(template.nodes()).containsExactly("a");
        assertThat(template.references()).singleElement().satisfies(reference -> {
            assertThat(reference.pointer()).isEqualTo("/x");
            assertThat(reference.offset()).isEqualTo(11);
        });
        assertThat(template.constant()).isFalse();
    }

    private Object evaluate(Object source) {
        return expressions.template(Payload.of(source)).evaluate(SCOPE).value();
    }
}
