package io.sandglass.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.CpuTime;
import io.sandglass.plugin.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions put together at random: they answer or fail in the two known ways, and soon. */
class HostileExpressionsTest {
    private static final List<String> WORDS = List.of(
            "inputs",
            "inputs.list",
            "inputs.text",
            "nodes.a.output",
            "trigger",
            "run",
            ".",
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            ",",
            ":",
            ";",
            "?",
            "+",
            "-",
            "*",
            "/",
            "%",
            "=",
            "<",
            ">",
            "&",
            "~>",
            ":=",
            "..",
            "**",
            "^(",
            "@$v",
            "#$i",
            "$",
            "$$",
            "$x",
            "function($x){",
            "λ($y){",
            "1",
            "0",
            "-1",
            "1e9",
            "'a'",
            "\"b\"",
            "`c`",
            "/a+/",
            "/(x)(y)/i",
            "and",
            "or",
            "in",
            "true",
            "null",
            "$sum",
            "$map",
            "$filter",
            "$reduce",
            "$string",
            "$append",
            "$pad('x', 99999)",
            "$split",
            "$replace",
            "$match",
            "$sort",
            "$each",
            "$keys",
            "$merge",
            "$spread",
            "$join",
            "$distinct",
            "$zip",
            "$round(1.5, ",
            "$formatNumber(1, ",
            "$formatInteger(5, ",
            "$parseInteger('1', ",
            "$fromMillis(1, ",
            "$toMillis('1', ",
            "[1..1000]",
            "$lookup",
            "$number",
            "/* x */",
            "??",
            "?:",
            "\uD83D");

    private static final Scope SCOPE = Scopes.of(
            Map.of("list", List.of(1, "b", Map.of("c", 2), List.of()), "text", "x".repeat(5_000)),
            Map.of("a", Payload.of(Map.of("c", List.of(1, 2)))));

    private final Expressions expressions = new Expressions();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void endInOneOfThreeWays(long seed) {
        Random random = new Random(seed);
        int answered = 0;
        for (int round = 0; round < 4_000; round++) {
            String source = source(random);
            CpuTime time = CpuTime.start();
            answered += answers(source) ? 1 : 0;
            assertThat(time.used()).as(source).isLessThan(Duration.ofSeconds(4));
        }

        assertThat(answered).isPositive();
    }

    private boolean answers(String source) {
        try {
            expressions.expression(source).evaluate(SCOPE);
            return true;
        } catch (BadExpression | EvaluationFailed e) {
            assertThat(e.getMessage()).as(source).isNotBlank();
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("another failure for: " + source, e);
        }
    }

    /** Words in any order, or, half of the time, operands and operators by turns, so that more of them compile. */
    private static String source(Random random) {
        StringBuilder source = new StringBuilder();
        int length = 1 + random.nextInt(9);
        boolean tidy = random.nextBoolean();
        for (int word = 0; word < length; word++) {
            source.append(
                            tidy && word % 2 == 1
                                    ? List.of(".", " + ", " & ", " ~> ", ", ", " = ")
                                            .get(random.nextInt(6))
                                    : "")
                    .append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return source.append(tidy ? closing(source) : "").toString();
    }

    private static String closing(CharSequence source) {
        StringBuilder closing = new StringBuilder();
        source.chars().forEach(c -> {
            int at = "([{".indexOf(c);
            if (at >= 0) {
                closing.insert(0, ")]}".charAt(at));
            } else if (")]}".indexOf(c) >= 0 && closing.length() > 0) {
                closing.deleteCharAt(0);
            }
        });
        return closing.toString();
    }
}
