package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SteerAnswerTest {
    private static final String RUN = "06xv761xg0000";

    @Test
    void saysWhetherNodesRunAgainOrAreTakenOver() {
        List<String> nodes = List.of("n15", "n16");

        assertThat(answer(RUN, nodes).nodeWords(RUN)).isEqualTo(" (again: n15, n16)");
        assertThat(answer("06xv78x3g0000", nodes).nodeWords(RUN)).isEqualTo(" (taken over: n15, n16)");
        assertThat(answer(RUN, List.of()).nodeWords(RUN)).isEmpty();
    }

    @Test
    void namesTheFirstOfMany() {
        List<String> nodes = IntStream.range(0, 1_000).mapToObj(i -> "n" + i).toList();

        assertThat(answer(RUN, nodes).nodeWords(RUN))
                .startsWith(" (again: n0, n1,")
                .endsWith(", n19 and 980 more)");
    }

    private static SteerAnswer answer(String run, List<String> nodes) {
        return new SteerAnswer(new ObjectMapper().valueToTree(Map.of("run", run, "nodes", nodes)));
    }
}
