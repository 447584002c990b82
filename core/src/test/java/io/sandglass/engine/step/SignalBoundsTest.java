package io.sandglass.engine.step;

import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SteeringFixture;
import io.sandglass.engine.steering.Operation.Signal;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.SteeringResult.Done;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunId;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many signals one run takes. */
@Timeout(60)
class SignalBoundsTest extends SteeringFixture {
    private static final Payload LARGE = Payload.of(Map.of("data", "x".repeat(1_000_000)));

    private RunId run;

    @BeforeEach
    void launch() {
        run = engine.launch(workflow("w").node("a", awaiting(Expectation.signal("never"))));
        engine.machine().settle();
    }

    @Test
    void refusesDataThatTogetherTakesMoreThanMemoryIsFor() {
        for (int i = 0; i < 8; i++) {
            assertThat(signal("s" + i, LARGE)).isInstanceOf(Done.class);
        }

        assertRefused(signal("one-more", LARGE), "more than 8388608 bytes");
        assertThat(signal("s0", LARGE)).isInstanceOf(Done.class); // in the place of what came before
        assertThat(signal("small", Payload.EMPTY)).isInstanceOf(Done.class);
    }

    @Test
    void refusesMoreNamesThanARunRemembers() {
        for (int i = 0; i < 1_000; i++) {
            signal("s" + i, Payload.EMPTY);
        }

        assertRefused(signal("one-more", Payload.EMPTY), "at most 1000 names");
        assertThat(signal("s0", Payload.EMPTY)).isInstanceOf(Done.class);
    }

    @Test
    void refusesMoreSignalsThanARunRecords() {
        for (int i = 0; i < 10_000; i++) {
            signal("again", Payload.EMPTY);
        }

        assertRefused(signal("again", Payload.EMPTY), "10000 signals already");
    }

    @Test
    void refusesANameForWhichNoNodeCanWait() {
        assertRefused(signal(" ", Payload.EMPTY), "needs a name");
        assertRefused(signal("x".repeat(4_001), Payload.EMPTY), "at most 4000 characters");
        assertThat(signal("x".repeat(4_000), Payload.EMPTY)).isInstanceOf(Done.class);
    }

    private SteeringResult signal(String name, Payload data) {
        return steer(run, new Signal(name, data));
    }

    private static void assertRefused(SteeringResult answer, String why) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.message()).contains(why));
    }
}
