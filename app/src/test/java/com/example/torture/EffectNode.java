package com.example.torture;

import io.sandglass.plugin.ConfigType;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has a side effect that can be seen from outside: tells a server on loopback when an attempt begins and when it ends,
 * and goes on only after the server has written that down.
 */
public final class EffectNode implements NodePlugin {
    /** Which start of the service this is; set by who starts it. */
    private static final String LIFE = System.getProperty("torture.life", "0");

    /** As after a kill. */
    private static final int HALTED = 137;

    private static final int PIECE = 4 * 1024;

    @Override
    public NodeType type() {
        return NodeType.of("effect", 1)
                .config("port", ConfigType.INTEGER.required())
                .config("millis", ConfigType.INTEGER.orElse(0))
                .config("failures", ConfigType.INTEGER.orElse(0))
                .config("halt", ConfigType.BOOLEAN.orElse(false))
                .config("hog", ConfigType.BOOLEAN.orElse(false));
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        return context -> act(config, context);
    }

    private static NodeResult act(NodeConfig config, NodeContext context) throws IOException, InterruptedException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), (int) config.integer("port"))) {
            Server server = new Server(socket);
            server.tell("START", context);
            if (config.bool("halt")) {
                halt();
            }
            if (config.bool("hog")) {
                hog();
            }
            pause(config.integer("millis"), context);
            if (context.attempt() <= config.integer("failures")) {
                server.tell("FAIL", context);
                return NodeResult.failed(NodeFailure.of(FailureKind.EXTERNAL, "Torture", "it was told to fail"));
            }
            server.tell("END", context);
            return NodeResult.completed(Payload.of(Map.of("attempt", context.attempt())));
        }
    }

    /** Behind the back of the host, which forbids a plain call. */
    private static void halt() {
        try {
            Runtime.class.getMethod("halt", int.class).invoke(Runtime.getRuntime(), HALTED);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes all the memory that there is, in pieces so small that the host finds none of them either. */
    private static void hog() {
        List<byte[]> all = new ArrayList<>();
        while (true) {
            all.add(new byte[PIECE]);
        }
    }

    private static void pause(long millis, NodeContext context) throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        context.cancellation().onCancel(cancelled::countDown);
        cancelled.await(millis, TimeUnit.MILLISECONDS);
    }

    private static final class Server {
        private final OutputStream out;
        private final BufferedReader in;

        Server(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            out = socket.getOutputStream();
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void tell(String what, NodeContext context) throws IOException {
            String line = String.join(
                    "\t",
                    what,
                    LIFE,
                    context.runId(),
                    context.nodeId(),
                    String.valueOf(context.attempt()),
                    context.idempotencyKey());
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (!"ok".equals(in.readLine())) {
                throw new IOException("the server did not write it down");
            }
        }
    }
}
