package io.sandglass.migration.steps;

import static io.sandglass.migration.steps.Documents.downgrade;
import static io.sandglass.migration.steps.Documents.lossyPaths;
import static io.sandglass.migration.steps.Documents.tree;
import static io.sandglass.migration.steps.Documents.upgrade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.MigrationReport.Change;
import io.sandglass.migration.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class V2ToV3Test {
    private static final String V2 = "apiVersion: sandglass/v2\nname: w\n";
    private static final String V3 = "apiVersion: sandglass/v3\nkind: Workflow\nid: w\n";

    @Test
    void keysNodesByIdInOrderAndRenamesTheirKeys() {
        assertUpgraded("""
                failure_policy: continue_possible
                nodes:
                  - { id: b, type: echo, dependencies: [a], description: about, timeout_seconds: 1.5 }
                  - { id: a, type: echo, dependencies: [], name: the first,
                      retry_policy: { max_attempts: 3, backoff_seconds: 2, backoff_strategy: linear, jitter: false } }
                """, """
                failurePolicy: CONTINUE_POSSIBLE
                nodes:
                  b: { type: echo, needs: [a], description: about, timeout: PT1.5S }
                  a: { type: echo, description: the first,
                       retry: { maxAttempts: 3, delay: PT2S, strategy: linear, jitter: none } }
                """);
    }

    @Test
    void tellsInputsFromOutputsOfDependencies() {
        assertUpgraded("""
                nodes:
                  - { id: greet, type: echo, prompt: "{name}" }
                  - { id: a, type: echo, dependencies: [greet], args: ["{greet.text}", { x: "{greet} {name.first}" }] }
                  - { id: b, type: echo, prompt: "{greet.text}" }
                """, """
                inputs:
                  name: { type: any, required: true }
                  greet: { type: any, required: true }
                nodes:
                  greet: { type: echo, with: { prompt: "{{ inputs.name }}" } }
                  a: { type: echo, needs: [greet], with: { args: ["{{ nodes.greet.output.text }}",
                       { x: "{{ nodes.greet.output }} {{ inputs.name.first }}" }] } }
                  b: { type: echo, with: { prompt: "{{ inputs.greet.text }}" } }
                """);
    }

    @Test
    void turnsLoopsIntoForeach() {
        assertUpgraded("""
                nodes:
                  - { id: list, type: tool, tool_name: ls }
                  - id: all
                    type: loop
                    dependencies: [list]
                    items_source: list.files
                    item_var: file
                    body:
                      - { id: show, type: tool, tool_name: cat, tool_args: { path: "{file.name}", all: "{list.files}" } }
                """, """
                nodes:
                  list: { type: tool, plugin: ls }
                  all: { type: foreach, needs: [list], items: "{{ nodes.list.output.files }}", as: file, nodes: {
                    show: { type: tool, plugin: cat,
                            with: { path: "{{ file.name }}", all: "{{ nodes.list.output.files }}" } } } }
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "score.value > 0.5 and name == 'x'|nodes.score.output.value > 0.5 and inputs.name = 'x'",
                "{score.value} >= 3|nodes.score.output.value >= 3",
                "flag == True or (name != None)|inputs.flag = true or (inputs.name != null)"
            })
    void translatesConditions(String python, String jsonata) {
        var upgraded = upgrade(V2 + "nodes: [{id: c, type: condition, dependencies: [score], expression: \"" + python
                + "\", true_path: [a], false_path: b}]");

        var node = upgraded.document().root().at("/nodes/c");
        assertThat(node.path("if").asText()).isEqualTo(jsonata);
        assertThat(node.path("then")).hasToString("[\"a\"]");
        assertThat(node.path("else")).hasToString("[\"b\"]");
        assertThat(upgraded.report().changes()).noneMatch(Change::lossy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not flag", "len(x) > 3", "x[0] == 1", "'a' in x", "a = 1"})
    void leavesOtherConditionsToAPerson(String python) {
        var upgraded = upgrade(V2 + "nodes: [{id: c, type: condition, expression: \"" + python + "\"}]");

        assertThat(upgraded.document().root().at("/nodes/c/if").asText()).isEqualTo(python);
        assertThat(lossyPaths(upgraded.report().changes())).containsExactly("/nodes/0/expression");
    }

    @Test
    void mergesTheConfigOfAModel() {
        assertUpgraded(
                "nodes: [{id: a, type: llm, model: m, timeout_seconds: 60, "
                        + "llm_config: {model: m, timeout: 30, top_p: 1, stop: '{{ x', seed: null}}]",
                "nodes: {a: {type: llm, timeout: PT30S, with: {model: m, topP: 1, stop: '{{ \"{{\" }} x'}}}");
    }

    @Test
    void tellsWhichSettingOfTwoCounts() {
        var upgraded = upgrade(V2 + "nodes: [{id: a, type: llm, model: m, llm_config: {model: other}}]");

        assertThat(upgraded.document().root().at("/nodes/a/with")).hasToString("{\"model\":\"m\"}");
        assertThat(lossyPaths(upgraded.report().changes())).containsExactly("/nodes/0/llm_config/model");
    }

    @Test
    void keepsANameThatIsNoIdAsLabel() {
        var root = upgrade("apiVersion: sandglass/v2\nname: My flow!\nnodes: []")
                .document()
                .root();

        assertThat(root.path("id").asText()).isEqualTo("My-flow");
        assertThat(root.at("/labels/name").asText()).isEqualTo("My flow!");
    }

    @Test
    void carriesUnknownKeysOverToBeRefusedWhereTheyStand() {
        var document = upgrade(V2 + "nodes:\n  - {id: a, type: tool, tol_args: {}}\nextra: 1\n")
                .document();

        assertThat(document.root().at("/nodes/a/tol_args").isObject()).isTrue();
        assertThat(document.keyPosition("/nodes/a/tol_args")).hasToString("4:25");
        assertThat(document.keyPosition("/extra")).hasToString("5:1");
    }

    @Test
    void refusesWhatIsNotOfItsVersion() {
        var refusal = catchThrowableOfType(
                InvalidSpec.class,
                () -> upgrade(V2 + "triggers: {}\nnodes:\n  - {type: echo}\n  - {id: a, needs: [b]}\n  - {id: a}\n"
                        + "  - {id: c, type: loop, body: [], nodes: {}}\n  - 3\n"));

        assertThat(refusal.problems())
                .extracting(problem -> problem.position() + " " + problem.code() + " " + problem.pointer())
                .containsExactly(
                        "3:1 MIXED_VERSIONS /triggers",
                        "5:5 NODE_WITHOUT_ID /nodes/0",
                        "6:13 MIXED_VERSIONS /nodes/1/needs",
                        "7:6 DUPLICATE_NODE /nodes/2/id",
                        "8:35 MIXED_VERSIONS /nodes/3/nodes",
                        "9:5 NODE_WITHOUT_ID /nodes/4");
    }

    @Test
    void listsExactlyWhatTheWayDownLoses() {
        var downgraded = downgrade(V3 + """
                namespace: shop
                labels: { team: x, version: '2' }
                inputs:
                  day: { type: date, required: true }
                  who: { type: string, default: me }
                  idle: { type: string }
                triggers: { t: { type: cron } }
                outputs: { o: 1 }
                nodes:
                  a: { type: http, when: "true", with: { url: "{{ inputs.day }}", id: 3 }, permissions: { http: [x] } }
                  b: { type: tool, plugin: p, needs: [a], with: { x: "{{ inputs.who }} {{ $now() }}" }, timeout: PT2M }
                """, SpecVersion.V2);

        assertThat(downgraded.document().root()).isEqualTo(tree(V2 + """
                version: '2'
                nodes:
                  - { id: a, type: http, url: "{day}" }
                  - { id: b, type: tool, tool_name: p, dependencies: [a], tool_args: { x: "{who} {{ $now() }}" },
                      timeout_seconds: 120, input_schema: { who: str } }
                """));
        assertThat(lossyPaths(downgraded.lost()))
                .containsExactlyInAnyOrder(
                        "/namespace",
                        "/labels/team",
                        "/inputs/day/type",
                        "/inputs/who/default",
                        "/inputs/idle",
                        "/triggers",
                        "/outputs",
                        "/nodes/a/when",
                        "/nodes/a/with/id",
                        "/nodes/a/permissions",
                        "/nodes/b/with");
    }

    @Test
    void listsWhatTheWayDownToTheFirstVersionLoses() {
        var downgraded = downgrade(
                V3 + "nodes: {a: {type: tool, plugin: p}, b: {type: echo, with: {p: '{{ inputs.x }} {x}'}}}",
                SpecVersion.V1);

        assertThat(downgraded.document().root()).isEqualTo(tree("""
                apiVersion: sandglass/v1
                name: w
                nodes:
                  - { id: a, type: tool }
                  - { id: b, type: echo, p: "{{x}} {x}" }
                """));
        assertThat(lossyPaths(downgraded.lost())).containsExactly("/nodes/0/tool_name");
    }

    private static void assertUpgraded(String v2, String v3) {
        var upgraded = upgrade(V2 + v2).document();

        assertThat(upgraded.root()).isEqualTo(tree(V3 + v3));
        assertThat(upgraded.root().path("nodes").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> tree(V3 + v3).path("nodes").fieldNames());
    }
}
