package io.sandglass.plugin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * What every node must keep. Extend it in a test of your node and give the plugin and a config with which it ends by
 * itself; override {@link #context()} if it needs permissions.
 *
 * <pre>{@code
 * class GreetNodeTest extends NodeContractTest {
 *     @Override
 *     protected NodePlugin plugin() {
 *         return new GreetNode();
 *     }
 *
 *     @Override
 *     protected Map<String, ?> sampleConfig() {
 *         return Map.of("name", "Ada");
 *     }
 * }
 * }</pre>
 */
public abstract class NodeContractTest {
    private static final int CALLERS = 8;

    /** The plugin under test; a new one or the same one on each call. */
    protected abstract NodePlugin plugin();

    /** A config that fits the node's type and with which an attempt ends within seconds, completed or not. */
    protected abstract Map<String, ?> sampleConfig();

    /** The context of one attempt; a new one on each call. */
    protected FakeContext context() {
        return new FakeContext();
    }

    /** How long after a cancel an attempt may go on. */
    protected Duration grace() {
        return Duration.ofSeconds(5);
    }

    @Test
    void hasAPublicConstructorWithoutArguments() throws NoSuchMethodException {
        Class<?> plugin = plugin().getClass();

        assertThat(Modifier.isPublic(plugin.getModifiers()))
                .as(plugin + " is public")
                .isTrue();
        assertThat(plugin.getConstructor()).isNotNull();
    }

    @Test
    void isNamedInTheServicesFile() {
        Class<?> plugin = plugin().getClass();

        List<Class<?>> found = new ArrayList<>();
        ServiceLoader.load(NodePlugin.class, plugin.getClassLoader()).stream()
                .forEach(provider -> found.add(provider.type()));

        assertThat(found).as("META-INF/services/" + NodePlugin.class.getName()).contains(plugin);
    }

    @Test
    void typeIsTheSameOnEveryCall() {
        NodePlugin plugin = plugin();

        assertThat(plugin.type()).isNotNull().isEqualTo(plugin.type()).isEqualTo(plugin().type());
    }

    @Test
    void defaultsFitTheirFields() {
        plugin().type()
                .config()
                .forEach((field, definition) -> definition
                        .defaultValue()
                        .map(Payload::value)
                        .ifPresent(value -> assertThat(ConfigCheck.fits(definition.type(), value))
                                .as("the default of " + field + " is " + definition.type())
                                .isTrue()));
    }

    @Test
    void sampleConfigFitsTheType() {
        assertThat(sampleRun().checkedConfig()).isNotNull();
    }

    @Test
    void endsWithAResult() throws Exception {
        assertThat(sampleRun().execute()).isNotNull();
    }

    @Test
    void leavesItsConfigAsItWas() throws Exception {
        NodePlugin plugin = plugin();
        NodeConfig config = sampleRun().checkedConfig();
        Payload before = Payload.of(sampleRun().checkedConfig().values());

        plugin.create(config).execute(context());

        assertThat(config.values()).isEqualTo(before);
    }

    @Test
    void oneInstanceServesManyAttemptsAtOnce() throws Exception {
        NodePlugin plugin = plugin();
        CountDownLatch together = new CountDownLatch(CALLERS);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<NodeResult>> results = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                results.add(callers.submit(() -> {
                    together.countDown();
                    together.await();
                    return runOf(plugin).execute();
                }));
            }

            Set<Class<?>> ends = new HashSet<>();
            for (Future<NodeResult> result : results) {
                ends.add(result.get(1, TimeUnit.MINUTES).getClass());
            }

            assertThat(ends).as("ways in which equal attempts ended").hasSize(1);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void endsSoonAfterACancel() throws Exception {
        FakeContext context = context();
        FutureTask<NodeResult> attempt = new FutureTask<>(sampleRun().in(context)::execute);
        Thread thread = new Thread(attempt, "cancelled-attempt");
        thread.setDaemon(true);

        thread.start();
        context.cancel();
        thread.interrupt();

        requireEnd(attempt);
    }

    private void requireEnd(Future<NodeResult> running) throws InterruptedException {
        try {
            running.get(grace().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException ignoring) {
            fail("the attempt was cancelled and interrupted, but went on for more than " + grace());
        } catch (ExecutionException ended) {
            // An InterruptedException is a fair way to end after a cancel, and so is what it was wrapped in.
            assertThat(ended.getCause()).isInstanceOf(Exception.class);
        }
    }

    private Run sampleRun() {
        return runOf(plugin());
    }

    private Run runOf(NodePlugin plugin) {
        return Run.of(plugin).with(sampleConfig()).in(context());
    }
}
