package io.sandglass.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.RunId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
    private final Simulation machine = new Simulation(1);
    private final Ids ids = Ids.byTime(machine, 5);

    @Test
    void holdsTheTimeTheNodeAndACounter() {
        long first = ids.next().value();
        long second = ids.next().value();

        assertThat(new RunId(first & ~4_194_303L)).isEqualTo(RunId.firstAt(machine.now()));
        assertThat(first >> 12 & 1023).isEqualTo(5);
        assertThat(first & 4095).isZero();
        assertThat(second).isEqualTo(first + 1);
    }

    @Test
    void growsAlsoWhenTheClockStandsStillOrGoesBack() {
        RunId before = ids.next();
        for (int i = 0; i < 20_000; i++) {
            if (i % 3_000 == 0) {
                machine.jump(Duration.ofSeconds(-7));
            }
            RunId next = ids.next();
            assertThat(next).isGreaterThan(before);
            assertThat(next.value() >> 12 & 1023).isEqualTo(5);
            before = next;
        }
    }

    @Test
    void neverCollidesWithAnotherNode() {
        Ids other = Ids.byTime(machine, 6);
        Set<RunId> seen = new HashSet<>();

        for (int i = 0; i < 10_000; i++) {
            seen.add(ids.next());
            seen.add(other.next());
        }

        assertThat(seen).hasSize(20_000);
    }

    @Test
    void keepsItsNodeAlsoAboveTheIdOfAnotherThatIsAhead() {
        RunId ahead = new RunId(RunId.firstAt(machine.now().plusSeconds(60)).value() | 6 << 12 | 7);
        ids.above(ahead);

        RunId first = ids.next();
        RunId second = ids.next();

        assertThat(first).isGreaterThan(ahead);
        assertThat(second).isGreaterThan(first);
        assertThat(first.value() >> 12 & 1023).isEqualTo(5);
        assertThat(second.value() >> 12 & 1023).isEqualTo(5);
    }

    @Test
    void refusesANodeThatDoesNotFit() {
        assertThatThrownBy(() -> Ids.byTime(machine, 1024)).hasMessageContaining("0 to 1023, but is 1024");
    }
}
