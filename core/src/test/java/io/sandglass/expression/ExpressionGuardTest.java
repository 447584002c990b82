package io.sandglass.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sandglass.CpuTime;
import io.sandglass.plugin.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on the evaluator, one of each kind, and several of some (S6, S7, S11). */
class ExpressionGuardTest {
    private static final Scope SCOPE =
            Scopes.inputs(Map.of("text", "a".repeat(100_000) + "!", "list", List.of(1, 2, 3), "n", 5));

    private final Expressions expressions = new Expressions();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "($f := function($n) { 1 + $f($n + 1) }; $f(0))",
                "($f := function($n) { $f($n + 1) }; $f(0))",
                "[1..10000000]",
                "$count([1..9000000])",
                "$map([1..200000], function($i) { $map([1..200000], function($j) { $i * $j }) })",
                "$reduce([1..60], function($s, $i) { $s & $s }, 'x')",
                "$reduce([1..60], function($l, $i) { $append($l, $l) }, [1, 2])",
                "$reduce([1..200000], $append)",
                "$reduce([1..200000], function($a, $x) { [$a, $x] })",
                "$reduce([1..60], function($l, $i) { [[$l], [$l]] }, [1])",
                "$string($reduce([1..60], function($l, $i) { {'a': $l, 'b': $l} }, {'c': 1}))",
                "$reduce([1..5000], function($l, $i) { {'a': $l} }, {})",
                "$pad('x', 2000000000)",
                "$pad('x', -2000000000)",
                "$map([1..1000], function($i) { [$pad('x', 1000000)] })",
                "$join($map([1..1000], function($i) { 'x' }), $pad('y', 100000))",
                "$round(1.5, 2000000000)",
                "$round(1.5, -2000000000)",
                "$formatInteger(1000000000000, 'I')",
                "$fromMillis(1, '[Y,999999999]')",
                "$toMillis('11111111111111111111111111111111111111111x', '[Y][M][D][H][m][s][f]')",
                "$replace(inputs.text, 'a', $pad('b', 1000))",
                "$split($pad('', 900000), '')",
                "$count($match($pad('', 1000000, 'a'), /(a?){900}b/))",
            })
    void stopsWhatWouldNotEnd(String source) {
        CpuTime time = CpuTime.start();

        assertThatThrownBy(() -> expressions.expression(source).evaluate(SCOPE))
                .isInstanceOf(EvaluationFailed.class)
                .hasMessageContaining("failed: ");

        assertThat(time.used()).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$contains(inputs.text, /(a+)+$/)",
                "$count($match(inputs.text, /(a|aa)+$/)) = 0",
                "$split(inputs.text, /(a*)*b/)[0] = inputs.text",
                "$replace(inputs.text, /(.*a){12}b/, '') = inputs.text",
                "$exists(/(a+)+$/(inputs.text))",
                "$exists(inputs.text ~> /(a+)+b/)",
                "$count($map([inputs.text], /(a+)+b/)) = 0",
            })
    void matchesInLinearTime(String source) {
        CpuTime time = CpuTime.start();

        catchThrowable(() -> expressions.expression(source).evaluate(SCOPE));

        assertThat(time.used()).isLessThan(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/(a)\\1/",
                "/(?=a)/",
                "/a{1001}/",
                "/((a{900}){900}){900}/",
                "$eval('1')",
                "inputs ~> |$|{'a': 1}|",
                "($__evaluate_entry := 1)",
                "function($__evaluate_exit) { 1 }(2)",
                "function($x)<s+s+s+s+:s> { $x }",
                "secrets.token",
                "",
                " ",
                ")",
                "inputs.",
                "inputs.x +",
                "'open",
                "`open",
                "/* open",
            })
    void refusesToCompile(String source) {
        assertThatThrownBy(() -> expressions.expression(source)).isInstanceOf(BadExpression.class);
    }

    @Test
    void refusesFiveThousandParentheses() {
        assertThatThrownBy(() -> expressions.expression("(".repeat(2_500) + "1" + ")".repeat(2_500)))
                .isInstanceOf(BadExpression.class)
                .hasMessageContaining("nested deeper than 64");
    }

    @Test
    void refusesLongSources() {
        assertThatThrownBy(() -> expressions.expression("1" + " + 1".repeat(2_000)))
                .isInstanceOf(BadExpression.class)
                .hasMessageContaining("8000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "inputs.n ? ", "$not(", "inputs.n~>$f:="})
    void survivesDeepNestingWithoutBrackets(String repeated) {
        Throwable thrown = catchThrowable(() -> expressions
                .expression(repeated.repeat(7_900 / repeated.length()) + "1")
                .evaluate(SCOPE));

        if (thrown != null) {
            assertThat(thrown).isInstanceOfAny(BadExpression.class, EvaluationFailed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inputs.text.getClass()",
                "inputs.getClass().forName('Runtime')",
                "$getClass",
                "$Runtime.getRuntime().exec('id')",
                "inputs.constructor.constructor('return process')()",
                "inputs.__proto__.polluted",
                "$env('PATH')",
                "$lookup(inputs, 'class')",
                "$$.`__evaluate_entry`",
                "$System.getenv()",
                "$type($sum).getClass()",
                "$import('fs')",
                "$spread($).class",
                "inputs.text.class.protectionDomain",
                "$$.nodes.*",
            })
    void knowsNoClassesFilesOrEnvironment(String source) {
        try {
            Object value = expressions.expression(source).evaluate(SCOPE).value();

            assertThat(value).isNull();
        } catch (BadExpression | EvaluationFailed e) {
            assertThat(e).hasMessageNotContaining("java.").hasMessageNotContaining("/usr");
        }
    }

    @Test
    void answersTheSameForTheSameScope() {
        Expression chance = expressions.expression("[$random(), $shuffle([1..20]), $now(), $millis()]");

        assertThat(chance.evaluate(SCOPE)).isEqualTo(chance.evaluate(SCOPE));
        assertThat(chance.evaluate(SCOPE).toString()).contains("2027-01-15T08:00:00.000Z", "1800000000000");
    }

    @Test
    void showsNoDataInFailures() {
        assertThatThrownBy(() ->
                        expressions.expression("$number(inputs.text)").evaluate(Scopes.inputs(Map.of("text", "hush"))))
                .isInstanceOf(EvaluationFailed.class)
                .hasMessageNotContaining("hush");
    }

    @Test
    void doesNotMutateWhatItReads() {
        Map<String, Object> inputs = Map.of("list", List.of(3, 1, 2), "empty", List.of());
        Scope scope = Scopes.inputs(inputs);

        expressions
                .expression("[$sort(inputs.list), inputs.empty{'a': 1}, $append(inputs.list, 4)]")
                .evaluate(scope);

        assertThat(scope.inputs().object()).isEqualTo(inputs);
    }

    @Test
    void readsOnlyTheNodesItNames() {
        Expression expression = expressions.expression("nodes.a.output & $string($keys($lookup($$, 'nodes')))");
        var outputs = Map.of("a", payload("x"), "b", payload("y"));

        assertThat(expression.nodes()).isEqualTo(Set.of("a"));
        assertThat(expression.evaluate(Scopes.of(Map.of(), outputs)).value()).isEqualTo("xa");
    }

    private static Payload payload(Object value) {
        return Payload.of(value);
    }
}
