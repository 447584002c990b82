package io.sandglass.migration.steps;

import static io.sandglass.migration.steps.Documents.fixture;
import static io.sandglass.migration.steps.Documents.tree;
import static io.sandglass.migration.steps.Documents.upgrade;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.migration.MigrationReport.Change;
import io.sandglass.migration.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first documents there were, as the formats' authors wrote them. */
class SeedsTest {
    @ParameterizedTest
    @CsvSource({"seed-000.yaml,V1", "seed-001.yaml,V2", "seed-001-echo.yaml,V2", "seed-002.yaml,V2"})
    void areRecognisedByTheirShape(String name, SpecVersion version) {
        assertThat(fixture(name).version()).isEqualTo(version);
    }

    @Test
    void scriptChain() {
        var upgraded = upgrade(fixture("seed-000.yaml"));

        assertThat(upgraded.document().version()).isEqualTo(SpecVersion.V3);
        assertThat(upgraded.document().root()).isEqualTo(tree("""
                apiVersion: sandglass/v3
                kind: Workflow
                id: demo
                inputs:
                  name: { type: any, required: true }
                nodes:
                  hello:
                    type: echo
                    with: { prompt: "Say hello, {{ inputs.name }}!" }
                """));
        assertThat(upgraded.report().from()).isEqualTo(SpecVersion.V1);
        assertThat(upgraded.report().changes())
                .extracting(Change::path)
                .containsExactly(
                        "/apiVersion",
                        "/nodes/0/prompt",
                        "/apiVersion",
                        "/kind",
                        "/name",
                        "/nodes/0/prompt",
                        "/nodes",
                        "/inputs/name");
        assertThat(upgraded.report().changes()).noneMatch(Change::lossy);
    }

    @Test
    void workflowWithAModel() {
        var upgraded = upgrade(fixture("seed-001.yaml"));

        assertThat(upgraded.document().root()).isEqualTo(tree("""
                apiVersion: sandglass/v3
                kind: Workflow
                id: greeting_workflow
                inputs:
                  name: { type: string, required: true }
                nodes:
                  greet_user:
                    type: llm
                    timeout: PT30S
                    with:
                      model: gpt-4
                      prompt: "Say hello, {{ inputs.name }}! Provide a warm, personalized greeting."
                      provider: openai
                      temperature: 0.9
                      maxTokens: 150
                """));
        assertThat(Documents.lossyPaths(upgraded.report().changes())).containsExactly("/nodes/0/output_schema");
    }

    @Test
    void workflowWithAnEcho() {
        assertThat(upgrade(fixture("seed-001-echo.yaml")).document().root()).isEqualTo(tree("""
                apiVersion: sandglass/v3
                kind: Workflow
                id: greeting_workflow
                inputs:
                  name: { type: string, required: true }
                nodes:
                  greet_user:
                    type: echo
                    with: { prompt: "Say hello, {{ inputs.name }}! Provide a warm, personalized greeting." }
                """));
    }

    @Test
    void workflowWithATool() {
        var upgraded = upgrade(fixture("seed-002.yaml"));

        assertThat(upgraded.document().root()).isEqualTo(tree("""
                apiVersion: sandglass/v3
                kind: Workflow
                id: demo
                labels: { version: "0.1" }
                nodes:
                  hello:
                    type: tool
                    plugin: echo
                    with: { msg: hi }
                """));
        assertThat(upgraded.report().changes()).noneMatch(Change::lossy);
    }

    @Test
    void keepTheirPlacesInTheTextAsWritten() {
        var document = upgrade(fixture("seed-001.yaml")).document();

        assertThat(document.position("/nodes/greet_user/with/prompt")).hasToString("6:13");
        assertThat(document.keyPosition("/nodes/greet_user/with/prompt")).hasToString("6:5");
        assertThat(document.position("/nodes/greet_user/with/maxTokens")).hasToString("11:19");
        assertThat(document.keyPosition("/nodes/greet_user/timeout")).hasToString("12:7");
        assertThat(document.keyPosition("/inputs/name")).hasToString("13:21");
        assertThat(document.position("/nodes/greet_user/with")).hasToString("3:5");
        assertThat(document.position("/kind")).hasToString("1:1");
        assertThat(document.position("/id")).hasToString("1:7");
    }

    @Test
    void keepTheirPlacesThroughTwoSteps() {
        var document = upgrade(fixture("seed-000.yaml")).document();

        assertThat(document.position("/nodes/hello/with/prompt")).hasToString("5:13");
        assertThat(document.text()).startsWith("name: demo");
    }
}
