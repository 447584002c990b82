package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.sandbox.capability.KeyValues;
import org.junit.jupiter.api.Test;

/** Values that guests keep in memory. */
class HeldValuesTest {
    private final KeyValues values = KeyValues.inMemory(2 * 128 + 10);

    @Test
    void takeSoManyBytesAndNoMore() {
        values.set("a", new byte[4]);
        values.set("b", new byte[4]);

        assertThatThrownBy(() -> values.set("c", new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("would take 395 bytes together, over the limit of 266");
        assertThat(values.get("c")).isEmpty();
    }

    @Test
    void makeRoomWhenTheyAreReplacedOrDeleted() {
        values.set("a", new byte[9]);
        values.set("a", new byte[3]);
        values.set("b", new byte[5]);
        values.delete("a");
        values.delete("a");
        values.set("c", new byte[3]);

        assertThat(values.get("b")).contains(new byte[5]);
        assertThat(values.get("a")).isEmpty();
    }
}
