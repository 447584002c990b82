package io.sandglass.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistentVectorTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 1_024, 1_025, 40_000})
    void holdsWhatWasPutIn(int size) {
        SplittableRandom random = new SplittableRandom(size);
        int[] model = new int[size];
        PersistentVector<Integer> vector = PersistentVector.filled(size, 0);

        for (int i = 0; i < 10_000; i++) {
            int index = random.nextInt(size);
            model[index] = i;
            vector = vector.with(index, i);
        }

        assertThat(contents(vector, size)).isEqualTo(model);
    }

    private static int[] contents(PersistentVector<Integer> vector, int size) {
        return IntStream.range(0, size).map(vector::get).toArray();
    }

    @Test
    void anOlderCopyNeverChanges() {
        PersistentVector<String> before = PersistentVector.filled(100, "a");

        PersistentVector<String> after = before.with(42, "b");

        assertThat(before.get(42)).isEqualTo("a");
        assertThat(after.get(42)).isEqualTo("b");
        assertThat(after.get(41)).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 33, 1_025, 40_000})
    void editsChangeOnlyWhatTheyCopied(int size) {
        SplittableRandom random = new SplittableRandom(size);
        int[] model = new int[size];
        PersistentVector<Integer> vector = PersistentVector.filled(size, 0);

        for (int round = 1; round <= 100; round++) {
            int[] before = model.clone();
            PersistentVector<Integer> base = vector;
            PersistentVector.Edit edit = new PersistentVector.Edit();
            for (int i = 0; i < 100; i++) {
                int index = random.nextInt(size);
                model[index] = round;
                vector = vector.with(index, round, edit);
            }
            assertThat(contents(vector, size)).isEqualTo(model);
            assertThat(contents(base, size)).isEqualTo(before);
        }
    }
}
