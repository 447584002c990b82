package io.sandglass.migration;

import static io.sandglass.migration.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{id: a, type: echo, prompt: 'Hi {{x}}'}|V1",
                "{id: a, type: echo, prompt: Hi, dependencies: [b]}|V1",
                "{id: a, type: echo, prompt: 'Hi {x}'}|V2",
                "{id: a, type: echo, prompt: 'Hi {x} {{x}}'}|V1",
                "{id: a, type: tool, tool_name: b}|V2",
                "{id: a, type: llm, llm_config: {}, prompt: '{{x}}'}|V2",
                "{id: a, type: loop, items_source: b, body: []}|V2",
                "{id: a, type: condition, expression: b, true_path: [c]}|V2",
                "{id: a, type: x, timeout_seconds: 3}|V2"
            })
    void areToldByShape(String node, SpecVersion version) {
        assertThat(new DocumentReader().read("nodes:\n  - " + node).version()).isEqualTo(version);
    }

    @Test
    void areToldByKeysOfTheChain() {
        assertThat(new DocumentReader()
                        .read("failure_policy: HALT\nnodes: [{id: a, prompt: '{x}'}]")
                        .version())
                .isEqualTo(SpecVersion.V1);
        assertThat(new DocumentReader()
                        .read("version: '1'\nnodes: [{id: a, prompt: '{{x}}'}]")
                        .version())
                .isEqualTo(SpecVersion.V2);
    }

    @Test
    void areRefusedIfThereIsNoTelling() {
        assertRefused("name: x\n").containsExactly("1:1 UNKNOWN_VERSION");
        assertRefused("nodes: {a: {type: echo}}\n").containsExactly("1:8 UNKNOWN_VERSION");
        assertRefused("nodes:\n  - {id: a, needs: [b]}\n").containsExactly("2:3 UNKNOWN_VERSION");
        assertRefused("nodes:\n  - {id: a, needs: [b], tool_name: c}\n").containsExactly("2:3 UNKNOWN_VERSION");
    }

    @Test
    void areRefusedIfTheyAreNewer() {
        var problem = Refusals.of("id: x\napiVersion: sandglass/v9\n").get(0);

        assertThat(problem)
                .hasToString("2:13 UNKNOWN_VERSION: 'sandglass/v9' was made by a newer Sandglass; this one knows "
                        + "sandglass/v1, sandglass/v2, sandglass/v3; upgrade Sandglass, or write the workflow as "
                        + "sandglass/v3");
    }

    @ParameterizedTest
    @CsvSource({
        "sandglas/v3,did you mean 'sandglass/v3'?",
        "Sandglass/V2,did you mean 'sandglass/v2'?",
        "batch/v1,'use one of sandglass/v1, sandglass/v2, sandglass/v3'"
    })
    void areRefusedIfTheyAreUnknown(String version, String remedy) {
        var problem = Refusals.of("apiVersion: " + version).get(0);

        assertThat(problem.remedy()).isEqualTo(remedy);
    }

    @Test
    void areRefusedIfTheyAreNoString() {
        assertRefused("apiVersion: 3\n").containsExactly("1:13 UNKNOWN_VERSION /apiVersion");
    }
}
