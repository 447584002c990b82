package io.sandglass.migration.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateLawsTest {
    private static final List<String> PARTS = List.of(
            "{", "{", "}", "}", "{{", "}}", "a", "b", "b.c", "in", "x-y", "n1.t", ".", " ", "\"", "'", "`", "\\", "1",
            "é");
    private static final Names NAMES =
            Names.NONE.withDependencies(Set.of("a", "n1", "x-y")).withVariable("b");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hi {name}!|Hi {{ inputs.name }}!",
                "{a}|{{ nodes.a.output }}",
                "{a.text.part}|{{ nodes.a.output.text.part }}",
                "{x-y.0}|{{ nodes.`x-y`.output.`0` }}",
                "{b.c}|{{ b.c }}",
                "{in}|{{ inputs.`in` }}",
                "{{a}}|{a}",
                "{\"a\": 1, \"b\": {c}}|{\"a\": 1, \"b\": {{ inputs.c }}}",
                "{ a }|{ a }",
                "{}|{}",
                "{{ secrets.key }}|{{ \"{{\" }} secrets.key }}",
                "{{a} and {{{b}}}|{{ \"{{\" }}a} and {{ \"{{\" }}{b}}}"
            })
    void rewriteNamesAndNothingElse(String v2, String v3) {
        assertThat(new TemplatesUp(NAMES, new Inputs()).rewrite(v2, "")).isEqualTo(v3);
        assertThat(new TemplatesDown(NAMES, new HashSet<>()).rewrite(v3))
                .isEqualTo(new TemplatesDown.Rewritten(v2, true));
    }

    @ParameterizedTest
    @CsvSource({
        "{{name}},{name}",
        "{name},{{name}}",
        "{{ name }},{name}",
        "{{{name}}},{{{name}}}",
        "{},{}",
        "{{a b}},{{a b}}"
    })
    void swapTheBracesOfTheFirstVersion(String v1, String v2) {
        assertThat(Braces.SINGLE.write(Braces.DOUBLE.parse(v1))).isEqualTo(v2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{ 1 + 1 }}",
                "{{ inputs.a }}",
                "{{ nodes.other.output }}",
                "{{ run.id }}",
                "{{ inputs.`a b` }}",
                "x {{ $now() }}",
                "{{{ inputs.b }}}"
            })
    void tellWhatTheSecondVersionCannotSay(String v3) {
        assertThat(new TemplatesDown(NAMES, new HashSet<>()).rewrite(v3).faithful())
                .isFalse();
    }

    @Test
    void goUpAndDownAgainForAnyText() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++) {
            var v2 = text(random);

            var v3 = new TemplatesUp(NAMES, new Inputs()).rewrite(v2, "");
            var again = new TemplatesDown(NAMES, new HashSet<>()).rewrite(v3);

            assertThat(again).as("seed %d, %s", seed, v3).isEqualTo(new TemplatesDown.Rewritten(v2, true));
        }
    }

    @Test
    void goUpAndDownAgainForAnyTextOfTheFirstVersion() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++) {
            var normal = Braces.DOUBLE.write(Braces.DOUBLE.parse(text(random)));

            var v2 = Braces.SINGLE.write(Braces.DOUBLE.parse(normal));
            var again = Braces.DOUBLE.write(Braces.SINGLE.parse(v2));

            assertThat(again).as("seed %d, %s", seed, v2).isEqualTo(normal);
        }
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (var parts = random.nextInt(12); parts > 0; parts--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return text.toString();
    }
}
