package io.sandglass.plugin.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.ConfigType;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The contract finds what it is there to find. */
class BrokenContractTest {
    private static final NodeType TYPE = NodeType.of("broken", 1);
    private static final NodeExecutor FINE = context -> NodeResult.completed(Payload.EMPTY);

    @Test
    void aPluginThatIsHidden() {
        assertThatThrownBy(contract(() -> TYPE, FINE)::hasAPublicConstructorWithoutArguments)
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(contract(() -> TYPE, FINE)::isNamedInTheServicesFile).hasMessageContaining("META-INF");
    }

    @Test
    void aTypeThatChanges() {
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(
                        contract(() -> NodeType.of("t" + calls.incrementAndGet(), 1), FINE)::typeIsTheSameOnEveryCall)
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aDefaultOfTheWrongType() {
        NodeType type = TYPE.config("pause", ConfigType.DURATION.orElse("soon"));

        assertThatThrownBy(contract(() -> type, FINE)::defaultsFitTheirFields)
                .hasMessageContaining("the default of pause is DURATION");
    }

    @Test
    void aSampleThatDoesNotFit() {
        NodeType type = TYPE.config("name", ConfigType.STRING.required());

        assertThatThrownBy(contract(() -> type, FINE)::sampleConfigFitsTheType)
                .hasMessageContaining("with.name is required");
    }

    @Test
    void aNullResult() {
        assertThatThrownBy(contract(() -> TYPE, context -> null)::endsWithAResult)
                .hasMessageContaining("returned null");
    }

    @Test
    void aNodeThatServesOneAttemptAtATime() {
        AtomicBoolean busy = new AtomicBoolean();
        CountDownLatch refused = new CountDownLatch(1);
        NodeExecutor selfish = context -> {
            if (busy.getAndSet(true)) {
                refused.countDown();
                throw new IllegalStateException("busy");
            }
            refused.await();
            return NodeResult.completed(Payload.EMPTY);
        };

        assertThatThrownBy(contract(() -> TYPE, selfish)::oneInstanceServesManyAttemptsAtOnce)
                .hasMessageContaining("busy");
    }

    @Test
    void aNodeThatIgnoresACancel() {
        AtomicBoolean over = new AtomicBoolean();
        NodeExecutor deaf = context -> {
            while (!over.get()) {
                Thread.onSpinWait();
            }
            return NodeResult.completed(Payload.EMPTY);
        };

        assertThatThrownBy(contract(() -> TYPE, deaf)::endsSoonAfterACancel).hasMessageContaining("went on for more");
        over.set(true);
    }

    @Test
    void endingByAnInterruptIsFine() {
        NodeExecutor patient = context -> {
            new CountDownLatch(1).await();
            return NodeResult.completed(Payload.EMPTY);
        };

        assertThatCode(contract(() -> TYPE, patient)::endsSoonAfterACancel).doesNotThrowAnyException();
    }

    private static NodeContractTest contract(Supplier<NodeType> type, NodeExecutor executor) {
        NodePlugin plugin = new NodePlugin() {
            @Override
            public NodeType type() {
                return type.get();
            }

            @Override
            public NodeExecutor create(NodeConfig config) {
                return executor;
            }
        };
        return new NodeContractTest() {
            @Override
            protected NodePlugin plugin() {
                return plugin;
            }

            @Override
            protected Map<String, ?> sampleConfig() {
                return Map.of();
            }

            @Override
            protected Duration grace() {
                return Duration.ofMillis(200);
            }
        };
    }
}
