package io.sandglass.plugin.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.http.HttpNetwork;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guest that waits for an answer ends when it has to. */
@Timeout(60)
class GuestHttpEndTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults());
    private final CountDownLatch named = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final FakeContext context =
            new FakeContext().granting(new Permissions(Set.of(), Set.of("*"), true).withKv(true));

    @AfterEach
    void close() {
        named.countDown();
        sandbox.close();
    }

    @Test
    void whenTheSandboxIsClosed() throws Exception {
        endsInTheMiddleOfARequest(sandbox::close);
    }

    @Test
    void whenItsNodeIsCancelled() throws Exception {
        endsInTheMiddleOfARequest(context::cancel);
    }

    @Test
    void whileItsHostIsLookedUp() throws Exception {
        context.limitedTo(new Limits(1_000_000_000, 1 << 20, Duration.ofMillis(400), 1 << 20, 1 << 20, 1 << 10));
        CompletableFuture<String> code = run("http://slow.example.test/", this::looksForEver);
        asked.await();
        long began = System.nanoTime();

        assertThat(code.get(20, TimeUnit.SECONDS)).isEqualTo("Timeout");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON.plusMillis(400));
        assertThat(sandbox.runningStrays()).isZero();
    }

    private void endsInTheMiddleOfARequest(Runnable end) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> code =
                    run("http://localhost:" + silent.getLocalPort() + "/", GuestHttpEndTest::loopback);
            try (Socket open = silent.accept()) {
                assertThat(open.getInputStream().read()).isEqualTo('G');
                long began = System.nanoTime();

                end.run();

                assertThat(code.get(20, TimeUnit.SECONDS)).isEqualTo("Cancelled");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
                assertThat(sandbox.runningStrays()).isZero();
            }
        }
    }

    /** What the node's failure is called, in the end. */
    private CompletableFuture<String> run(String url, HttpNetwork.Resolver resolver) throws Exception {
        context.state().put("request", Payload.of(url));
        WasmPlugin plugin = WasmPlugin.read(
                        "probe.wasm", GuestPrograms.assemble(GuestPrograms.ASKING), Optional.empty(), () -> sandbox)
                .calling(new HttpNetwork(resolver, () -> (SSLSocketFactory) SSLSocketFactory.getDefault()));
        CompletableFuture<String> code = new CompletableFuture<>();
        Thread node = new Thread(() -> {
            try {
                NodeResult result = plugin.create(NodeConfig.of(Map.of())).execute(context);
                code.complete(((NodeResult.Failed) result).failure().code());
            } catch (Exception | Error e) {
                code.completeExceptionally(e);
            }
        });
        node.setDaemon(true);
        node.start();
        return code;
    }

    private static List<InetAddress> loopback(String host) {
        return List.of(InetAddress.getLoopbackAddress());
    }

    /** Like the system's, which hears no interrupt. */
    private List<InetAddress> looksForEver(String host) {
        asked.countDown();
        while (named.getCount() > 0) {
            try {
                named.await();
            } catch (InterruptedException unheard) {
                Thread.interrupted();
            }
        }
        return loopback(host);
    }
}
