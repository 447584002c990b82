package io.sandglass.sandbox;

import static io.sandglass.sandbox.CapabilityWorld.REQUEST;
import static io.sandglass.sandbox.CapabilityWorld.data;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.capability.HttpAnswer;
import io.sandglass.sandbox.capability.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What calls of capabilities cost a guest, and where they end. */
class CapabilityCostTest {
    private final CapabilityWorld world = new CapabilityWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void takesFuelForEachCallAndForItsBytes() {
        long idle = fuel("");
        long log = fuel("(drop (call $log (i32.const 0) (i32.const 0) (i32.const 0)))");
        long longLog = fuel("(drop (call $log (i32.const 0) (i32.const 0) (i32.const 1600)))");
        long get = fuel("(drop (call $kv_get (i32.const 0) (i32.const 1)))");
        long http = fuel("(drop (call $http (i32.const 8) (i32.const 11) (i32.const 0) (i32.const 0)))");

        assertThat(log - idle).isBetween(100L, 120L);
        assertThat(longLog - log).isEqualTo(100);
        assertThat(get - idle).isBetween(500L, 520L);
        assertThat(http - idle).isBetween(10_000L, 10_030L);
    }

    @Test
    void endsAGuestThatCannotPay() {
        SandboxResult result = world.run(
                "",
                "(loop (drop (call $kv_get (i32.const 0) (i32.const 1))) (br 0))",
                world.all,
                SandboxLimits.DEFAULTS.withFuelUnits(20_000));

        assertThat(result.outcome()).isEqualTo(Outcome.FUEL_EXHAUSTED);
        assertThat(result.usage().fuelUnits()).isGreaterThanOrEqualTo(20_000);
        assertThat(result.usage().hostCalls()).isBetween(35L, 40L);
    }

    @Test
    void countsCallsAgainstTheLimitOfHostCalls() {
        SandboxResult result = world.run("", "(loop (drop (call $answer_length)) (br 0))", world.all);

        assertThat(result.outcome()).isEqualTo(Outcome.HOST_CALL_DENIED);
        assertThat(result.usage().hostCalls()).isEqualTo(10_001);
    }

    @Test
    void givesARequestNoMoreTimeThanTheGuestHasLeft() {
        List<Duration> given = new ArrayList<>();
        HttpClient client = (request, terms) -> {
            given.add(terms.timeout());
            return new HttpAnswer(204, Map.of(), new byte[0]);
        };
        String ask = "(drop (call $http (i32.const 0) (i32.const %d) (i32.const 0) (i32.const 0)))"
                .formatted(REQUEST.length());

        world.run(
                data(REQUEST), ask, world.all.withHttp(client), SandboxLimits.DEFAULTS.withWall(Duration.ofSeconds(2)));
        world.run(data(REQUEST), ask, world.all.withHttp(client));

        assertThat(given.get(0)).isLessThan(Duration.ofSeconds(2)).isPositive();
        assertThat(given.get(1)).isEqualTo(Duration.ofSeconds(5));
    }

    private long fuel(String body) {
        SandboxResult result = world.run("(data (i32.const 8) \"{\\22url\\22:\\22a\\22}\")", body, world.all);
        assertThat(result.outcome()).isEqualTo(Outcome.OK);
        return result.usage().fuelUnits();
    }
}
