package io.sandglass.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationChainTest {
    private static final SpecDocument CURRENT = new DocumentReader()
            .read("apiVersion: sandglass/v3\nid: x\nnodes: {a: {type: echo, with: {p: '{a} {{ b }}'}}}");

    @Test
    void passesCurrentDocumentsThrough() {
        var upgraded = MigrationChain.standard().upgrade(CURRENT);

        assertThat(upgraded.document()).isSameAs(CURRENT);
        assertThat(upgraded.report()).isEqualTo(new MigrationReport(SpecVersion.V3, SpecVersion.V3, List.of()));
    }

    @Test
    void leavesTheDocumentAsItWas() {
        var document = new DocumentReader().read("nodes: [{id: a, type: echo, prompt: '{x}'}]");
        var before = document.root();

        MigrationChain.standard().upgrade(document);

        assertThat(document.root()).isEqualTo(before);
        assertThat(document.position("/nodes/0/prompt")).hasToString("1:37");
    }

    @Test
    void neverDowngradesUpwards() {
        var old = new DocumentReader().read("nodes: [{id: a}]");

        assertThatThrownBy(() -> MigrationChain.standard().downgrade(old, SpecVersion.V3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("V3 is newer than V1");
    }

    @Test
    void refusesGapsAndDoubles() {
        var first = new Nothing(SpecVersion.V1, SpecVersion.V2);
        var second = new Nothing(SpecVersion.V2, SpecVersion.V3);

        assertThat(new MigrationChain(List.of(second, first)).upgrade(CURRENT).document())
                .isSameAs(CURRENT);
        assertThatThrownBy(() -> new MigrationChain(List.of(second))).hasMessageContaining("from V1 to V2");
        assertThatThrownBy(() -> new MigrationChain(List.of(first, first, second)))
                .hasMessageContaining("from V2 to V3");
        assertThatThrownBy(() -> new MigrationChain(List.of(first, second, second)))
                .hasMessageContaining("more steps");
    }

    private record Nothing(SpecVersion from, SpecVersion to) implements SpecMigration {
        @Override
        public ObjectNode up(ObjectNode older, ChangeLog log) {
            return older;
        }

        @Override
        public ObjectNode down(ObjectNode newer, ChangeLog log) {
            return newer;
        }
    }
}
