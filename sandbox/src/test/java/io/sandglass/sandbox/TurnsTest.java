package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();

    @Test
    void tenantsTakeTurnsHoweverMuchOneAsksFor() {
        for (int i = 0; i < 3; i++) {
            turns.join("greedy", "g" + i);
        }
        turns.join("modest", "m0");
        turns.join("other", "o0");

        assertThat(all("g0", "m0", "o0", "g1", "g2")).containsExactly("g0", "m0", "o0", "g1", "g2");
        assertThat(turns.next()).isNull();
    }

    @Test
    void whoLeavesIsPassedOver() {
        turns.join("a", "a0");
        turns.join("b", "b0");

        turns.leave("a", "a0");

        assertThat(turns.next()).isEqualTo("b0");
        turns.leave("b", "b0");
        turns.leave("b", "b0");
        assertThat(turns.next()).isNull();
    }

    private List<Object> all(String... known) {
        List<Object> order = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            Object next = turns.next();
            order.add(next);
            turns.passOn();
            turns.leave(tenantOf(String.valueOf(next)), String.valueOf(next));
        }
        return order;
    }

    private static String tenantOf(String who) {
        return switch (who.charAt(0)) {
            case 'g' -> "greedy";
            case 'm' -> "modest";
            default -> "other";
        };
    }
}
