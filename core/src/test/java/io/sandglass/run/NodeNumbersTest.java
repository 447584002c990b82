package io.sandglass.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeNumbersTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 64, 65, 10_000})
    void knowsThePlaceOfEveryIdAndOfNoOther(int size) {
        List<String> ids = IntStream.range(0, size)
                .mapToObj(i -> "n" + i / 100 + "_" + i % 100)
                .toList();

        NodeNumbers numbers = new NodeNumbers(ids);

        assertThat(ids.stream().map(numbers::of))
                .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
        assertThat(numbers.of("n")).isEqualTo(NodeNumbers.NONE);
        assertThat(numbers.of("")).isEqualTo(NodeNumbers.NONE);
    }

    @Test
    void knowsThePlacesOfIdsThatSomebodyChoseToCrowd() {
        List<String> ids = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "n" + i)
                .filter(id -> (NodeNumbers.hash(id) & 0x3fff) < 64)
                .limit(5_000)
                .toList();

        NodeNumbers numbers = new NodeNumbers(ids);

        assertThat(ids.stream().map(numbers::of))
                .containsExactlyElementsOf(
                        IntStream.range(0, ids.size()).boxed().toList());
        assertThat(numbers.of("n")).isEqualTo(NodeNumbers.NONE);
    }
}
