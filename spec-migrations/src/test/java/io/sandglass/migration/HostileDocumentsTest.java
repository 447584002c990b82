package io.sandglass.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents made to hang or exhaust a reader. The time limits only guard against hanging. */
class HostileDocumentsTest {
    private static final String YAML = "apiVersion: sandglass/v3\n";
    private static final String JSON = "{\"apiVersion\": \"sandglass/v3\", \"a\": ";
    private static final String NODES = "apiVersion: sandglass/v2\nnodes:\n";
    private static final int SIZE = (4 << 20) - 100;
    private static final Duration HANGS = Duration.ofSeconds(60);

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("TOO_DEEP", "[".repeat(1 << 22)),
                Arguments.of("TOO_DEEP", JSON + "[".repeat(100_000)),
                Arguments.of("TOO_DEEP", JSON + "{\"a\": ".repeat(100_000)),
                Arguments.of("TOO_DEEP", YAML + "a:\n " + "- ".repeat(100_000)),
                Arguments.of("TOO_DEEP", lines(YAML, i -> " ".repeat(i) + "a:\n")),
                Arguments.of("TOO_MANY_VALUES", YAML + "a: [" + "1,".repeat(1_600_000) + "1]"),
                Arguments.of("TOO_MANY_VALUES", JSON + "[" + "{},".repeat(1_200_000) + "1]}"),
                Arguments.of("LONG_NUMBER", YAML + "a: " + "1".repeat(4_000_000)),
                Arguments.of("LONG_NUMBER", JSON + "1." + "1".repeat(100_000) + "}"),
                Arguments.of("NUMBER_OUT_OF_RANGE", JSON + "1e999999999}"),
                Arguments.of("ANCHOR", bomb()),
                Arguments.of("SYNTAX", YAML + "a: \"" + "x ".repeat(2_000_000)),
                Arguments.of("SYNTAX", YAML + "a: \"\\U99999999\""),
                Arguments.of("SYNTAX", YAML + ":".repeat(4_000_000)),
                Arguments.of("EMPTY_DOCUMENT", "\n".repeat(4_000_000)),
                Arguments.of("UNKNOWN_VERSION", "apiVersion: " + "x".repeat(4_000_000)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void areRefusedAtOnce(String code, String text) {
        var problems = assertTimeoutPreemptively(HANGS, () -> Refusals.of(text));

        assertThat(problems.get(0).code()).isEqualTo(code);
        assertThat(problems).hasSizeLessThanOrEqualTo(101);
        assertThat(problems.toString()).hasSizeLessThan(50_000);
    }

    static Stream<String> accepted() {
        return Stream.of(
                YAML + "a: " + "x".repeat(4_000_000),
                YAML + "a: x" + "\n".repeat(4_000_000) + "  y\n",
                YAML + "a: \"" + "\\n".repeat(2_000_000) + "\"",
                YAML + "a: 1" + ":1".repeat(2_000_000),
                lines(YAML, i -> "k" + i + ": 1\n"),
                JSON + deepLongKeys() + "}",
                lines(
                        NODES + "# " + "x".repeat(2_800_000) + "\n",
                        i -> "- {id: n" + i + ", type: e, dependencies: [n0], p: '{n0.x} {y" + i + "}'}\n"),
                NODES + "- {id: a, p: '" + "{a}".repeat(240_000) + "'}\n",
                NODES + "- {id: a, p: '" + "{".repeat(4_000_000) + "'}\n",
                NODES + "- {id: a, p: '{" + "a.".repeat(1_600_000) + "'}\n",
                NODES + "- {id: a, type: condition, expression: '" + "a and ".repeat(160_000) + "b'}\n",
                NODES + "- {id: a, type: condition, expression: '" + "(".repeat(4_000_000) + "b'}\n");
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void areReadAndMigratedInOneGo(String text) {
        var chain = MigrationChain.standard();

        var upgraded = assertTimeoutPreemptively(HANGS, () -> chain.upgrade(new DocumentReader().read(text)));
        var downgraded = assertTimeoutPreemptively(HANGS, () -> chain.downgrade(upgraded.document(), SpecVersion.V1));

        assertThat(upgraded.document().version()).isEqualTo(SpecVersion.V3);
        assertThat(downgraded.document().version()).isEqualTo(SpecVersion.V1);
    }

    /** Whatever happens to a text, it is read or refused with reasons. */
    @Test
    void damagedDocumentsAreReadOrRefusedWithReasons() {
        var seed = System.nanoTime();
        for (var i = 0; i < 2_000; i++) {
            var text = Damage.of(new Random(seed + i));
            try {
                var upgraded = MigrationChain.standard().upgrade(new DocumentReader().read(text));
                assertThat(upgraded.document().version()).isEqualTo(SpecVersion.V3);
            } catch (InvalidSpec e) {
                assertThat(e.problems()).as("seed %d", seed + i).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + (seed + i) + ":\n" + text, e);
            }
        }
    }

    private static String bomb() {
        return lines(YAML + "a0: &a0 [x]\n", i -> "a%d: &a%d [*a%d, *a%d]\n".formatted(i + 1, i + 1, i, i));
    }

    private static String deepLongKeys() {
        var levels = 60;
        return ("{\"" + "k".repeat(1_000) + "\": ").repeat(levels) + "[" + "{},".repeat(500_000) + "1]"
                + "}".repeat(levels);
    }

    private static String lines(String head, IntFunction<String> line) {
        var text = new StringBuilder(head);
        for (var i = 0; text.length() < SIZE - 2 * line.apply(i).length(); i++) {
            text.append(line.apply(i));
        }
        return text.toString();
    }
}
