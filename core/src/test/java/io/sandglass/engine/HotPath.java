package io.sandglass.engine;

import static io.sandglass.engine.TestNode.after;
import static io.sandglass.engine.TestNode.running;
import static io.sandglass.engine.TestNode.typed;
import static io.sandglass.engine.TestWorkflow.workflow;

import com.sun.management.OperatingSystemMXBean;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.InMemoryStore;
import io.sandglass.time.Platform;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Prints what the engine itself costs: a chain, many chains, a fan, and the way to the first node's code. */
public final class HotPath implements AutoCloseable {
    private static final int LENGTH = 40;
    private static final int CHAINS = 1_000;
    private static final int WIDTH = 1_000;
    private static final int ROUNDS = 7;

    private final TestCompiler compiler = new TestCompiler();
    private final InMemoryStore memory = new InMemoryStore();
    private final SyncingRunStore store;
    private final Platform platform = Platform.system(0);
    private final WorkflowEngine engine;
    private volatile long firstCode;

    private HotPath(SyncingRunStore store) {
        this.store = store;
        engine = new WorkflowEngine(
                EngineConfig.of(memory.specs(), store, compiler, (spec, given, base) -> given, platform));
        deploy(chain("chain", "first", LENGTH));
        deploy(fan());
        deploy(pure());
        deploy(workflow("waiting")
                .node("a", trivial())
                .node("b", TestNode.sleeping(Duration.ofDays(1)), after("a"))
                .node("c", trivial(), after("b")));
    }

    /** @param args a directory on the disk to be synced, or none for a store that forgets at once */
    public static void main(String[] args) throws Exception {
        SyncingRunStore store = args.length == 0 ? SyncingRunStore.inMemory() : SyncingRunStore.in(Path.of(args[0]));
        try (store;
                HotPath bench = new HotPath(store)) {
            for (int warm = 0; warm < 3; warm++) {
                bench.many(CHAINS);
            }
            bench.print();
        }
        System.exit(0);
    }

    private void print() throws Exception {
        System.out.printf("sync alone: %d us%n", median(300, store::sync) / 1_000);
        long[] first = new long[500];
        long chain = median(300, () -> end(begin("chain")));
        System.out.printf("chain of %d: %.2f ms, %d syncs%n", LENGTH, chain / 1e6, syncs());
        System.out.printf("pure chain of %d: %.2f ms%n", LENGTH, median(300, () -> end(begin("pure"))) / 1e6);
        for (int i = 0; i < first.length; i++) {
            long submitted = System.nanoTime();
            CompletableFuture<RunEnded> ended = begin("chain");
            ended.join();
            first[i] = firstCode - submitted;
        }
        java.util.Arrays.sort(first);
        System.out.printf(
                "submit to first code: p50 %d us, p99 %d us%n",
                first[first.length / 2] / 1_000, first[first.length * 99 / 100] / 1_000);
        System.out.printf("fan of %d: %.1f ms%n", WIDTH, median(30, () -> end(begin("fan"))) / 1e6);
        for (int round = 0; round < ROUNDS; round++) {
            many(CHAINS);
        }
        System.out.printf("a waiting run: %d bytes of heap%n", waiting(8_000));
    }

    private long waiting(int runs) throws InterruptedException {
        long before = heap();
        for (int i = 0; i < runs; i++) {
            begin("waiting");
        }
        while (engine.runningNodes() > 0 || engine.openRuns() < runs) {
            Thread.onSpinWait();
        }
        return (heap() - before) / runs;
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private long syncs() {
        long before = store.appends();
        end(begin("chain"));
        return store.appends() - before;
    }

    private void many(int chains) {
        long cpu = cpu();
        long begun = System.nanoTime();
        long appends = store.appends();
        List<CompletableFuture<RunEnded>> ends = new ArrayList<>();
        for (int i = 0; i < chains; i++) {
            ends.add(begin("chain"));
        }
        ends.forEach(CompletableFuture::join);
        long wall = System.nanoTime() - begun;
        int tasks = chains * LENGTH;
        System.out.printf(
                "%d chains: %,d tasks/s, %.1f us CPU a task, %,d appends%n",
                chains, tasks * 1_000_000_000L / wall, (cpu() - cpu) / 1e3 / tasks, store.appends() - appends);
    }

    private void deploy(TestWorkflow workflow) {
        compiler.put(workflow.id(), workflow.plan());
        memory.specs().save(new WorkflowKey("default", workflow.id()), workflow.id(), "test", Instant.EPOCH);
    }

    private CompletableFuture<RunEnded> begin(String workflow) {
        LaunchRequest request = new LaunchRequest(
                new WorkflowKey("default", workflow), OptionalInt.empty(), Payload.EMPTY, Cause.manual());
        return engine.begin(request).thenCompose(result -> engine.whenEnded(((LaunchResult.Started) result).run()));
    }

    private static void end(CompletableFuture<RunEnded> ended) {
        ended.join();
    }

    private TestWorkflow chain(String name, String first, int length) {
        TestWorkflow chain = workflow(name).node(first, running(context -> {
            firstCode = System.nanoTime();
            return NodeResult.completed(Payload.EMPTY);
        }));
        String before = first;
        for (int i = 1; i < length; i++) {
            chain.node("n" + i, trivial(), after(before));
            before = "n" + i;
        }
        return chain;
    }

    private static TestWorkflow pure() {
        NodeType type = NodeType.of("pure", 1).openConfig().asPure();
        TestWorkflow chain = workflow("pure").node("n0", trivial(), typed(type));
        for (int i = 1; i < LENGTH; i++) {
            chain.node("n" + i, trivial(), typed(type), after("n" + (i - 1)));
        }
        return chain;
    }

    private TestWorkflow fan() {
        TestWorkflow fan = workflow("fan").node("root", trivial());
        String[] leaves = IntStream.range(0, WIDTH).mapToObj(i -> "n" + i).toArray(String[]::new);
        for (String leaf : leaves) {
            fan.node(leaf, trivial(), after("root"));
        }
        return fan.node("join", trivial(), after(leaves));
    }

    private static TestNode trivial() {
        return running(context -> NodeResult.completed(Payload.EMPTY));
    }

    private static long median(int times, Runnable work) {
        long[] taken = new long[times];
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            work.run();
            taken[i] = System.nanoTime() - begun;
        }
        java.util.Arrays.sort(taken);
        return taken[times / 2];
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    @Override
    public void close() {
        engine.drain(Duration.ofSeconds(1));
        platform.close();
    }
}
