package io.sandglass.sandbox;

import static io.sandglass.sandbox.CapabilityWorld.REQUEST;
import static io.sandglass.sandbox.CapabilityWorld.data;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.capability.Capabilities;
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
    void takesFuelForTheBytesOfAnAnswer() {
        world.values.put("\0", new byte[1_600]);
        HttpClient client = (request, terms) -> new HttpAnswer(200, Map.of("k", "v".repeat(1_600)), new byte[0]);
        String get = "(drop (call $kv_get (i32.const 0) (i32.const 1)))";
        String http = "(drop (call $http (i32.const 8) (i32.const 11) (i32.const 0) (i32.const 0)))"
                + "(i32.store8 (i32.const 100) (i32.const 107))";
        String read = "(drop (call $answer_read (i32.const 200) (i32.const %d)))";
        String header = "(drop (call $http_header (i32.const 100) (i32.const 1) (i32.const 200) (i32.const %d)))";
        Capabilities all = world.all.withHttp(client);

        assertThat(fuel(get + read.formatted(9_000), all) - fuel(get + read.formatted(0), all))
                .isEqualTo(100);
        assertThat(fuel(get + read.formatted(160), all) - fuel(get + read.formatted(0), all))
                .isEqualTo(10);
        assertThat(fuel(http + header.formatted(9_000), all) - fuel(http + header.formatted(0), all))
                .isEqualTo(100);
    }

    @Test
    void endsAGuestThatCannotPay() {
        SandboxResult result = world.run(
                "",
                "(loop (drop (call $kv_get (i32.const 0) (i32.const 1))) (br 0))",
                world.all,
                SandboxLimits.DEFAULTS.withFuelUnits(20_000));

        assertThat(result.outcome()).isEqualTo(Outcome.FUEL_EXHAUSTED);
        assertThat(result.usage().fuelUnits()).isEqualTo(20_000);
        assertThat(result.usage().hostCalls()).isBetween(35L, 40L);
    }

    @Test
    void countsCallsAgainstTheLimitOfHostCalls() {
        SandboxResult result = world.run("", "(loop (drop (call $answer_length)) (br 0))", world.all);

        assertThat(result.outcome()).isEqualTo(Outcome.HOST_CALL_LIMIT);
        assertThat(result.usage().hostCalls()).isEqualTo(10_000);
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
        return fuel(body, world.all);
    }

    private long fuel(String body, Capabilities granted) {
        SandboxResult result = world.run("(data (i32.const 8) \"{\\22url\\22:\\22a\\22}\")", body, granted);
        assertThat(result.outcome()).isEqualTo(Outcome.OK);
        return result.usage().fuelUnits();
    }
}
