package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.engine.explain.NodeReason;
import io.sandglass.engine.explain.NodeReason.Code;
import io.sandglass.engine.explain.RunExplanation;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunId;
import io.sandglass.run.RunPhase;
import io.sandglass.spec.WorkflowKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExplanationWordsTest {
    private static final RunExplanation LARGE = run(Stream.concat(
                    nodes("done", 30_000, NodeStatus.SUCCEEDED, Code.SUCCEEDED),
                    Stream.concat(
                            nodes("late", 40_000, NodeStatus.WAITING, Code.DEPENDENCY),
                            nodes("bad", 3, NodeStatus.FAILED, Code.FAILED)))
            .toList());

    @Test
    void countsTheNodesOfALargeRunAndNamesTheFirstThatMatter() {
        Map<String, ?> words = ExplanationWords.summary(LARGE);

        assertThat(words.get("counts")).isEqualTo(Map.of("SUCCEEDED", 30_000L, "WAITING", 40_000L, "FAILED", 3L));
        assertThat(words.get("omitted")).isEqualTo(70_003 - ExplanationWords.FIRST - 3);
        assertThat((List<?>) words.get("nodes"))
                .hasSize(ExplanationWords.FIRST + 3)
                .extracting(node -> String.valueOf(((Map<?, ?>) node).get("node")))
                .contains("late0", "late19", "bad0", "bad2");
    }

    @Test
    void namesEachNodeOfASmallRun() {
        RunExplanation small = run(nodes("n", ExplanationWords.FEW, NodeStatus.SUCCEEDED, Code.SUCCEEDED)
                .toList());

        assertThat((List<?>) ExplanationWords.summary(small).get("nodes")).hasSize(ExplanationWords.FEW);
    }

    @Test
    void namesWhatItIsAskedFor() {
        assertThat((List<?>) ExplanationWords.whole(LARGE).get("nodes")).hasSize(70_003);
        assertThat((List<?>) ExplanationWords.of(LARGE, "done7").get("nodes")).hasSize(1);
        assertThatThrownBy(() -> ExplanationWords.of(LARGE, "lade7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no node 'lade7'")
                .hasMessageContaining("'late7'");
    }

    private static Stream<NodeReason> nodes(String prefix, int count, NodeStatus status, Code code) {
        return IntStream.range(0, count)
                .mapToObj(i -> new NodeReason(prefix + i, status, code, "", List.of(), Optional.empty(), 1));
    }

    private static RunExplanation run(List<NodeReason> nodes) {
        return new RunExplanation(
                new RunId(1),
                new WorkflowKey("default", "large"),
                RunPhase.RUNNING,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of(),
                nodes);
    }
}
