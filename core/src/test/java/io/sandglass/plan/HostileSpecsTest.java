package io.sandglass.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sandglass.CpuTime;
import io.sandglass.migration.InvalidSpec;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents nobody means well with: a refusal is the worst that may happen, and soon (P11, S1). */
class HostileSpecsTest {
    private static final List<String> SNIPPETS = List.of(
            "{{",
            "}}",
            "{{ nodes.",
            "{{ inputs.day }}",
            "needs: [fetch]",
            "null",
            "[",
            "]",
            "{",
            "}",
            ": ",
            "- ",
            "\n",
            "  ",
            "\"",
            "'",
            "`",
            "#",
            "|",
            ">",
            "1e999",
            "-1",
            "0",
            "true",
            "type: wasm",
            "plugin: x@1",
            "\u0000",
            "\u202e",
            "\ud83d\ude00",
            "PT",
            "P",
            "999999999999999999999",
            "id",
            "__proto__",
            "/",
            "~",
            "~1",
            "%",
            "&a",
            "*a",
            "<<: ",
            "$eval('1')",
            "(",
            ")",
            "/(a+)+/",
            "timezone: X",
            "at: 2027",
            "KiB",
            "64MiB");

    private final WorkflowCompiler compiler = Compilers.compiler();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersMutationsWithAPlanOrARefusal(long seed) {
        Random random = new Random(seed);
        String good = StandardWorkflowCompilerTest.resource("good/full.yaml");
        int refused = 0;
        for (int round = 0; round < 200; round++) {
            refused += refuses(mutate(good, random)) ? 1 : 0;
        }

        assertThat(refused).isBetween(40, 200);
    }

    @Test
    void compilesALargeDocumentInTime() {
        String nodes = IntStream.range(1, 12_000)
                .mapToObj(i -> "  n%d: { type: echo, needs: n%d, with: { x: \"{{ nodes.n%d.output + %d }}\" } }\n"
                        .formatted(i, i - 1, i / 2, i))
                .collect(Collectors.joining());
        String body = "apiVersion: sandglass/v3\nid: w\nnodes:\n  n0: { type: echo }\n" + nodes;
        assertThat(body.length()).isBetween(800_000, 1 << 20);
        compiler.compile(body);

        CpuTime time = CpuTime.start();
        int planned = compiler.compile(body).plan().nodes().size();

        assertThat(planned).isEqualTo(12_000);
        assertThat(time.used()).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void refusesALargeDocumentOfMisspeltNamesInTime() {
        String nodes = IntStream.range(0, 10_000)
                .mapToObj(i ->
                        "  node%d: { type: ekko, neds: [], needs: nod%d, with: { x: \"{{ nodes.nood%d.output }}\" } }\n"
                                .formatted(i, i, i))
                .collect(Collectors.joining());
        String body = "apiVersion: sandglass/v3\nid: w\nnodes:\n" + nodes;

        CpuTime time = CpuTime.start();
        assertThat(refuses(body)).isTrue();

        assertThat(time.used()).isLessThan(Duration.ofSeconds(8));
    }

    private boolean refuses(String body) {
        try {
            compiler.compile(body);
            return false;
        } catch (InvalidSpec e) {
            assertThat(e.problems()).isNotEmpty();
            return true;
        } catch (RuntimeException | Error e) {
            return fail("not a refusal but " + e + " for:\n" + body, e);
        }
    }

    private static String mutate(String good, Random random) {
        StringBuilder text = new StringBuilder(good);
        for (int change = random.nextInt(3); change >= 0; change--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, SNIPPETS.get(random.nextInt(SNIPPETS.size())));
                case 2 -> swapWords(text, random);
                default -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
            }
        }
        return text.toString();
    }

    private static void swapWords(StringBuilder text, Random random) {
        String[] words = text.toString().split("(?<=[ \\n])");
        int one = random.nextInt(words.length);
        int other = random.nextInt(words.length);
        String kept = words[one];
        words[one] = words[other];
        words[other] = kept;
        text.setLength(0);
        text.append(String.join("", words));
    }
}
