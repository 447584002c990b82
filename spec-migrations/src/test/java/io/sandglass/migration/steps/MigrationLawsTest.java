package io.sandglass.migration.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.migration.MigrationReport.Change;
import io.sandglass.migration.SpecVersion;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MigrationLawsTest {
    private static final int DOCUMENTS = 400;

    private final long seed = System.nanoTime();

    @Test
    void downOfUpIsTheSameForTheFirstVersion() {
        for (var i = 0; i < DOCUMENTS; i++) {
            assertSameAgain(GeneratedDocuments.v1(seed + i), SpecVersion.V1, seed + i);
        }
    }

    @Test
    void downOfUpIsTheSameForTheSecondVersion() {
        for (var i = 0; i < DOCUMENTS; i++) {
            assertSameAgain(GeneratedDocuments.v2(seed + i), SpecVersion.V2, seed + i);
        }
    }

    @Test
    void downOfUpIsANormalForm() {
        for (var i = 0; i < DOCUMENTS; i++) {
            var random = new Random(seed + i);
            var messy = GeneratedDocuments.v2(seed + i);
            messUp(messy, random);

            var normal = Documents.downgrade(Documents.upgrade(messy.toString()).document(), SpecVersion.V2)
                    .document()
                    .root();

            assertSameAgain(normal, SpecVersion.V2, seed + i);
        }
    }

    @Test
    void everyLeafOfAnUpgradedDocumentHasItsPlaceInTheText() {
        for (var i = 0; i < 100; i++) {
            var text = GeneratedDocuments.v2(seed + i).toPrettyString();

            var document = Documents.upgrade(text).document();

            var lines = text.split("\n").length;
            document.root().at("/nodes").properties().forEach(node -> {
                var position = document.position("/nodes/" + node.getKey() + "/type");
                assertThat(text.split("\n")[position.line() - 1]).contains("\"type\"");
                assertThat(position.line()).isLessThanOrEqualTo(lines);
            });
        }
    }

    private static void assertSameAgain(ObjectNode document, SpecVersion version, long seed) {
        var upgraded = Documents.upgrade(document.toString());
        var again = Documents.downgrade(upgraded.document(), version);

        assertThat(again.document().root()).as("seed %d", seed).isEqualTo(document);
        assertThat(upgraded.report().changes()).as("seed %d", seed).noneMatch(Change::lossy);
        assertThat(again.lost()).as("seed %d", seed).isEmpty();
    }

    /** Other spellings of the same, and what only the newer form has no place for. */
    private static void messUp(ObjectNode workflow, Random random) {
        workflow.remove("name");
        workflow.put("failure_policy", "halt").putNull("description").put("version", 1.5);
        for (JsonNode item : workflow.path("nodes")) {
            var node = (ObjectNode) item;
            switch (random.nextInt(6)) {
                case 0 -> node.putArray("dependencies");
                case 1 -> node.putNull("timeout_seconds").putNull("input_schema");
                case 2 -> node.put("name", "a name");
                case 3 -> node.putObject("output_schema").put("x", "str");
                case 4 -> node.put("timeout_seconds", 90.0);
                default -> node.putObject("input_schema").put("unused", "str").put("name", "any");
            }
            if (node.path("type").asText().equals("llm")) {
                node.putObject("llm_config")
                        .put("model", "large")
                        .put("timeout", 30)
                        .putNull("seed");
            }
            node.remove("item_var");
        }
    }
}
