package io.sandglass.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sandglass.migration.InvalidSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One rule of the reader each, with the place where it is broken. */
class SpecRulesTest {
    private final WorkflowCompiler compiler = Compilers.compiler();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "kind: Flow | 3:7 BAD_VALUE",
                "namespace: a/b | 3:12 BAD_ID",
                "description: [] | 3:14 WRONG_TYPE",
                "labels: { a: 1 } | 3:14 WRONG_TYPE",
                "labels: nope | 3:9 WRONG_TYPE",
                "failurePolicy: halt | 3:16 BAD_VALUE",
                "priority: 10 | 3:11 BAD_VALUE",
                "concurrency: 1 | 3:14 WRONG_TYPE",
                "concurrency: {} | 3:1 MISSING_KEY",
                "concurrency: { limit: 0 } | 3:23 BAD_VALUE",
                "concurrency: { limit: 1, limt: 2 } | 3:26 UNKNOWN_KEY",
                "concurrency: { limit: 1, onLimit: cancelRuning } | 3:35 BAD_VALUE",
                "concurrency: { limit: 1, scope: pool } | 3:33 BAD_VALUE",
                "concurrency: { limit: 1, onLimit: skip, maxQueued: 2 } | 3:41 MISPLACED_KEY",
                "concurrency: { limit: 1, onLimit: fail, queueTimeout: PT1S } | 3:41 MISPLACED_KEY",
                "concurrency: { limit: 1, queueTimeout: 5s } | 3:40 BAD_VALUE",
                "concurrency: { limit: 1, key: \"{{ inputs.x }}\" } | 3:42 UNKNOWN_INPUT",
                "concurrency: { limit: 1, key: \"{{ nodes.a.output }}\" } | 3:41 BAD_EXPRESSION",
                "deadline: {} | 3:1 UNAVAILABLE",
                "budget: { fuel: lots } | 3:17 BAD_VALUE",
                "budget: { llmTokens: 5 } | 3:11 UNAVAILABLE",
                "budget: { fule: 5 } | 3:11 UNKNOWN_KEY",
                "defaults: {} | 3:1 UNAVAILABLE",
                "finally: {} | 3:1 UNAVAILABLE",
                "retention: { runs: forever } | 3:20 BAD_VALUE",
                "retention: { payloads: P9D, runs: P2D } | 3:14 BAD_VALUE",
                "retention: { run: P9D } | 3:14 UNKNOWN_KEY",
                "on: {} | 3:1 UNKNOWN_KEY",
                "inputs: { x: strin } | 3:14 BAD_VALUE",
                "inputs: { x: { type: integer, default: a } } | 3:40 WRONG_TYPE",
                "inputs: { x: { typ: integer } } | 3:16 UNKNOWN_KEY",
                "inputs: { x: { type: array, items: int } } | 3:36 BAD_VALUE",
                "inputs: { x: { type: string, items: integer } } | 3:30 MISPLACED_KEY",
                "inputs: { x: { default: 1, required: true } } | 3:38 BAD_VALUE",
                "inputs: { x: { default: \"{{ inputs.y }}\" } } | 3:36 BAD_EXPRESSION",
                "inputs: { x: { default: \"{{ nodes.a.output }}\" } } | 3:35 BAD_EXPRESSION",
                "inputs: { x: string, X: string } | 3:22 BAD_ID",
                "outputs: { x: { value: 1, typ: string } } | 3:27 UNKNOWN_KEY",
                "outputs: { x: \"{{ nodes.zz.output }}\" } | 3:25 UNKNOWN_NODE",
                "outputs: { x: \"{{ inputs.zz }}\" } | 3:26 UNKNOWN_INPUT",
                "outputs: { x: \"{{ secrets.zz }}\" } | 3:27 SECRET_MISPLACED",
                "inputs: { x: { default: \"{{ secrets.zz }}\" } } | 3:37 SECRET_MISPLACED",
                "concurrency: { limit: 1, key: \"{{ secrets.zz }}\" } | 3:43 SECRET_MISPLACED",
                "triggers: { t: 1 } | 3:16 WRONG_TYPE",
                "triggers: { t: {} } | 3:13 MISSING_KEY",
                "triggers: { t: { type: corn } } | 3:24 BAD_VALUE",
                "triggers: { t: { type: file } } | 3:24 UNAVAILABLE",
                "triggers: { t: { type: event } } | 3:24 UNAVAILABLE",
                "triggers: { t: { type: webhook } } | 3:24 UNAVAILABLE",
                "triggers: { t: { type: workflow } } | 3:24 UNAVAILABLE",
                "triggers: { t: { type: cron } } | 3:13 MISSING_KEY",
                "triggers: { t: { type: manual, every: PT1M } } | 3:32 UNKNOWN_KEY",
                "triggers: { t: { type: interval, every: 15m } } | 3:41 BAD_VALUE",
                "triggers: { t: { type: interval, every: 15 } } | 3:41 WRONG_TYPE",
                "triggers: { t: { type: interval, every: PT0S } } | 3:41 BAD_VALUE",
                "triggers: { t: { type: interval, every: PT0.0000001S } } | 3:41 BAD_VALUE",
                "triggers: { t: { type: interval, every: -PT5S } } | 3:41 BAD_VALUE",
                "triggers: { t: { type: interval, every: P1M } } | 3:41 BAD_VALUE",
                "triggers: { t: { type: once, at: \"2027-01-04T09:00:00\" } } | 3:34 BAD_VALUE",
                "triggers: { t: { type: once, at: \"2027-02-30T09:00:00Z\" } } | 3:34 BAD_VALUE",
                "triggers: { t: { type: once, at: \"+999999999-01-01T00:00:00Z\" } } | 3:34 BAD_VALUE",
                "triggers: { t: { type: cron, cron: \"0 0 * * *\", timezone: Europe/Amsterdm } } | 3:59 BAD_VALUE",
                "triggers: { t: { type: cron, cron: \"0 0 * * *\", dst: { gap: skp } } } | 3:61 BAD_VALUE",
                "triggers: { t: { type: cron, cron: \"0 0 * * *\", overlap: queueOne } } | 3:58 UNAVAILABLE",
                "triggers: { t: { type: cron, cron: \"0 0 * * *\", overlap: both } } | 3:58 BAD_VALUE",
                "triggers: { t: { type: cron, cron: \"0 0 * * *\", catchup: lst } } | 3:58 BAD_VALUE",
                "triggers: { t: { type: cron, cron: \"0 0 * * *\", catchup: { maxRuns: -1 } } } | 3:69 BAD_VALUE",
                "triggers: { t: { type: cron, cron: \"0 0 * * *\", catchup: { order: newest } } } | 3:60 UNAVAILABLE",
                "triggers: { t: { type: cron, cron: \"0 0 * * *\", throttle: {} } } | 3:49 UNAVAILABLE",
                "triggers: { t: { type: manual, inputs: { x: 1 } } } | 3:42 UNKNOWN_INPUT",
            })
    void judgesTheTopLevel(String line, String expected) {
        assertThat(problems("apiVersion: sandglass/v3\nid: w\n" + line + "\nnodes: { a: { type: echo } }\n"))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{} | 4:3 MISSING_KEY",
                "1 | 4:6 WRONG_TYPE",
                "{ type: tool } | 4:3 MISSING_KEY",
                "{ type: tool, plugin: ledger-post@one } | 4:28 BAD_VALUE",
                "{ type: tool, plugin: ledger-post@2 } | 4:28 NO_SUCH_VERSION",
                "{ type: wasm, plugin: ledger-post@1 } | 4:28 NO_SUCH_VERSION",
                "{ type: tool, plugin: ledger-pst@1 } | 4:28 UNKNOWN_TYPE",
                "{ type: http@1, with: { url: x } } | 4:14 BAD_VALUE",
                "{ type: echo, plugin: echo@1 } | 4:20 MISPLACED_KEY",
                "{ type: switch } | 4:14 UNAVAILABLE",
                "{ type: foreach } | 4:14 UNAVAILABLE",
                "{ type: echo, cache: {} } | 4:20 UNAVAILABLE",
                "{ type: echo, catch: [] } | 4:20 UNAVAILABLE",
                "{ type: echo, compensate: {} } | 4:20 UNAVAILABLE",
                "{ type: echo, determinism: loose } | 4:33 BAD_VALUE",
                "{ type: echo, determinism: strict } | 4:33 NOT_DETERMINISTIC",
                "{ type: risk-score, determinism: strict, permissions: { http: [a.example.test] } } | 4:62 NOT_DETERMINISTIC",
                "{ type: risk-score, determinism: strict, permissions: { secrets: [key] } } | 4:62 NOT_DETERMINISTIC",
                "{ type: risk-score, determinism: strict, permissions: { kv: true } } | 4:62 NOT_DETERMINISTIC",
                "{ type: echo, limits: { scratch: many } } | 4:39 BAD_VALUE",
                "{ type: echo, limits: { values: many } } | 4:38 BAD_VALUE",
                "{ type: echo, join: all_done } | 4:20 UNAVAILABLE",
                "{ type: echo, role: handler } | 4:20 UNAVAILABLE",
                "{ type: echo, sha256: x } | 4:20 UNAVAILABLE",
                "{ type: echo, id: a } | 4:20 UNKNOWN_KEY",
                "{ type: echo, needs: 1 } | 4:27 WRONG_TYPE",
                "{ type: echo, needs: [1] } | 4:28 WRONG_TYPE",
                "{ type: echo, needs: [a] } | 4:28 SELF_NEED",
                "{ type: echo, with: [] } | 4:26 WRONG_TYPE",
                "{ type: echo, when: 1 } | 4:26 WRONG_TYPE",
                "{ type: echo, when: \"inputs.x > \" } | 4:37 BAD_EXPRESSION",
                "{ type: echo, when: \"{{ true }}\" } | 4:27 BAD_EXPRESSION",
                "{ type: echo, when: inputs.dya = 1 } | 4:33 UNKNOWN_INPUT",
                "{ type: echo, when: input.day = 1 } | 4:26 BAD_EXPRESSION",
                "{ type: echo, when: nodes.a.output } | 4:32 NOT_AN_ANCESTOR",
                "{ type: echo, timeout: PT0S } | 4:29 BAD_VALUE",
                "{ type: echo, timeout: { total: PT1S } } | 4:31 UNAVAILABLE",
                "{ type: echo, retry: { maxAttempts: 0 } } | 4:42 BAD_VALUE",
                "{ type: echo, retry: { factor: 0.5 } } | 4:37 BAD_VALUE",
                "{ type: echo, retry: { strategy: list } } | 4:20 MISSING_KEY",
                "{ type: echo, retry: { strategy: fixed, delays: [PT1S] } } | 4:46 BAD_VALUE",
                "{ type: echo, retry: { respectRetryAfter: true } } | 4:29 UNAVAILABLE",
                "{ type: echo, limits: { fuel: 50X } } | 4:36 BAD_VALUE",
                "{ type: echo, limits: { fuel: 0 } } | 4:36 BAD_VALUE",
                "{ type: echo, limits: { memory: 64M } } | 4:38 BAD_VALUE",
                "{ type: echo, limits: { memory: 99999999999GiB } } | 4:38 BAD_VALUE",
                "{ type: echo, limits: { wall: 5s } } | 4:36 BAD_VALUE",
                "{ type: echo, limits: { llmTokens: 5 } } | 4:30 UNAVAILABLE",
                "{ type: echo, permissions: { http: [\"http://x/\"] } } | 4:42 BAD_VALUE",
                "{ type: echo, permissions: { fs: {} } } | 4:35 UNAVAILABLE",
                "{ type: echo, with: { x: \"{{ secrets.x }}\" }, permissions: { secrets: [x] } } | 4:31 SECRET_MISPLACED",
                "{ type: risk-score, with: { x: \"{{ secrets.x }}\" }, permissions: { secrets: [x] } } | 4:37 SECRET_MISPLACED",
                "{ type: http, with: { url: \"http://{{ secrets.x }}/\" }, permissions: { secrets: [x] } } | 4:33 SECRET_MISPLACED",
                "{ type: http, with: { url: x, headers: { a: \"{{ secrets.x }}\" } } } | 4:50 SECRET_NOT_ASKED_FOR",
                "{ type: http, with: { url: x, headers: { a: \"{{ secrets.x }}\" } }, permissions: { secrets: [z] } } | 4:50 SECRET_NOT_ASKED_FOR",
                "{ type: echo, with: { x: \"{{ secrets.x & 1 }}\" }, permissions: { secrets: [x] } } | 4:35 BAD_EXPRESSION",
                "{ type: echo, with: { x: \"{{ $length(secrets.x) }}\" }, permissions: { secrets: [x] } } | 4:43 BAD_EXPRESSION",
                "{ type: echo, when: secrets.x } | 4:26 BAD_EXPRESSION",
                "{ type: echo, with: { x: \"{{ inputs.x \" } } | 4:32 BAD_EXPRESSION",
                "{ type: http } | 4:3 MISSING_KEY",
                "{ type: http, with: { url: 1 } } | 4:33 WRONG_TYPE",
                "{ type: http, with: { url: x, uri: z } } | 4:36 UNKNOWN_KEY",
                "{ type: pause, with: { for: soon } } | 4:34 WRONG_TYPE",
                "{ type: typed, with: { count: 1.5 } } | 4:36 WRONG_TYPE",
            })
    void judgesNodes(String node, String expected) {
        assertThat(problems("apiVersion: sandglass/v3\nid: w\nnodes:\n  a: " + node + "\n"))
                .containsExactly(expected);
    }

    @Test
    void saysOfAWithThatCannotBeReadOnlyWhy() {
        String http = "{ type: http, with: { url: x, headers: { a: \"{{ secrets.k & 1 }}\" } } }";

        assertThat(problems("apiVersion: sandglass/v3\nid: w\nnodes:\n  a: " + http + "\n"))
                .singleElement()
                .asString()
                .endsWith("BAD_EXPRESSION");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: switch | 'when'",
                "type: subworkflow | sandglass run",
                "type: event | wait",
                "type: echo, if: x | 'when'",
                "type: echo, sha256: x | plugins.allow",
                "type: echo, catch: [] | failurePolicy: ALWAYS"
            })
    void saysWhatDoesTheWorkOfWhatIsNotThereYet(String node, String remedy) {
        InvalidSpec refused = refuse("apiVersion: sandglass/v3\nid: w\nnodes:\n  a: { " + node + " }\n");

        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("UNAVAILABLE");
            assertThat(problem.remedy()).contains(remedy);
        });
    }

    @Test
    void listsTypesOfTriggersInOneOrder() {
        InvalidSpec refused = refuse(
                "apiVersion: sandglass/v3\nid: w\ntriggers: { t: { type: zzz } }\nnodes: { a: { type: echo } }\n");

        assertThat(refused.problems().get(0).reason()).endsWith("manual, cron, interval, once");
    }

    @Test
    void takesSecretsThatAreAskedForWhereTheyLeaveNoTrace() {
        String http = "{ type: http, with: { url: x, headers: { a: \"Bearer {{ secrets.api-key }}\" } },"
                + " permissions: { secrets: [api-key] } }";

        assertThat(compiler.compile("apiVersion: sandglass/v3\nid: w\nnodes:\n  a: " + http + "\n")
                        .plan()
                        .nodes())
                .hasSize(1);
    }

    @Test
    void wantsIdsThatDifferInMoreThanCase() {
        assertThat(problems(
                        "apiVersion: sandglass/v3\nid: w\nnodes:\n  load: { type: echo }\n  LOAD: { type: echo }\n"))
                .containsExactly("5:3 BAD_ID");
    }

    @ParameterizedTest
    @CsvSource({"con", "NUL", "com1", "lpt9.txt", "a b", ".a", "a%2eb", "-a", "x\\u202ey", "<script>", "${x}", "a\\nb"})
    void refusesIdsThatHurtElsewhere(String id) {
        assertThat(problems("apiVersion: sandglass/v3\nid: w\nnodes:\n  \"" + id + "\": { type: echo }\n"))
                .first()
                .isEqualTo("4:3 BAD_ID");
    }

    @Test
    void wantsAtLeastOneNodeAndAnId() {
        assertThat(problems("apiVersion: sandglass/v3\nnodes: {}\n"))
                .containsExactly("1:1 MISSING_KEY", "2:1 MISSING_KEY");
        assertThat(problems("apiVersion: sandglass/v3\nid: w\n")).containsExactly("1:1 MISSING_KEY");
    }

    @Test
    void wantsIdsInLists() {
        String text =
                "apiVersion: sandglass/v3\nid: w\nnodes:\n- { id: a, type: echo }\n- { type: echo }\n- { id: a, type: echo }\n";

        assertThat(problems(text)).containsExactly("5:3 MISSING_KEY", "6:9 DUPLICATE_ID");
    }

    @Test
    void explainsDashesInReferences() {
        InvalidSpec refused = refuse("""
                apiVersion: sandglass/v3
                id: w
                nodes:
                  my-node: { type: echo }
                  b:
                    type: echo
                    needs: my-node
                    with:
                      x: |
                        first line
                        {{ nodes.my-node.output.total }}
                      y: '{{ "it''s" & nodes.`my-node`.outputs }}'
                """);

        assertThat(refused.problems())
                .extracting(problem -> problem.position() + " " + problem.code())
                .containsExactly("11:18 UNKNOWN_NODE", "12:30 BAD_EXPRESSION");
        assertThat(refused.problems().get(0).remedy()).contains("nodes.`my-node`.output");
    }

    private List<String> problems(String body) {
        return refuse(body).problems().stream()
                .map(problem -> problem.position() + " " + problem.code())
                .toList();
    }

    private InvalidSpec refuse(String body) {
        InvalidSpec refused = catchThrowableOfType(InvalidSpec.class, () -> compiler.compile(body));
        assertThat(refused).as("refusal of %s", body).isNotNull();
        assertThat(refused.problems()).allSatisfy(problem -> {
            assertThat(problem.reason()).isNotBlank();
            assertThat(problem.remedy()).isNotBlank();
        });
        return refused;
    }
}
