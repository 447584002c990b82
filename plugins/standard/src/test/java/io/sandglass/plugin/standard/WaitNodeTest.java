package io.sandglass.plugin.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.plugin.testkit.NodeContractTest;
import io.sandglass.plugin.testkit.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitNodeTest extends NodeContractTest {
    @Override
    protected NodePlugin plugin() {
        return new WaitNode();
    }

    @Override
    protected Map<String, ?> sampleConfig() {
        return Map.of("for", "PT5M");
    }

    @Test
    void suspendsForATimeOfTheHostsClock() throws Exception {
        FakeContext context = context();

        NodeResult result = Run.of(plugin()).with("for", "P30D").in(context).execute();

        assertThat(result).isEqualTo(NodeResult.suspendUntil(context.now().plus(Duration.ofDays(30))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T09:00:00Z", "2026-03-01T10:00:00+01:00"})
    void suspendsUntilAnInstant(String until) throws Exception {
        NodeResult result = Run.of(plugin()).with("until", until).execute();

        assertThat(result).isEqualTo(NodeResult.suspendUntil(Instant.parse("2026-03-01T09:00:00Z")));
    }

    @Test
    void waitsForASignalWithOrWithoutAnEnd() throws Exception {
        FakeContext context = context();

        NodeResult endless = Run.of(plugin()).with("event", "ledger.closed").execute();
        NodeResult bounded = Run.of(plugin())
                .with("event", "ledger.closed")
                .with("for", "PT1H")
                .with("onTimeout", "complete")
                .in(context)
                .execute();

        assertThat(endless).isEqualTo(NodeResult.await(Expectation.signal("ledger.closed")));
        NodeResult late = NodeResult.completed(Payload.of(Map.of("timedOut", true)));
        assertThat(bounded)
                .isEqualTo(NodeResult.await(
                        Expectation.signal("ledger.closed").until(context.now().plus(Duration.ofHours(1)), late)));
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        assertThat(Run.of(plugin()).failure().message()).contains("either with.for or with.until");
        assertThat(Run.of(plugin())
                        .with(sampleConfig())
                        .with("until", "2026-03-01T09:00:00Z")
                        .failure()
                        .code())
                .isEqualTo("BadConfig");
        assertThat(Run.of(plugin()).with("for", "P31D").failure().message()).contains("P30D");
        assertThat(Run.of(plugin()).with("until", "tomorrow").failure().message())
                .contains("tomorrow");
    }
}
