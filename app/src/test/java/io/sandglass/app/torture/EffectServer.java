package io.sandglass.app.torture;

import io.sandglass.app.torture.Fact.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Writes down the side effects that nodes tell of. Owns its threads; close it. */
final class EffectServer implements AutoCloseable {
    private static final int BACKLOG = 200;

    private final Ledger ledger;
    private final ServerSocket socket;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "effects");
        thread.setDaemon(true);
        return thread;
    });

    EffectServer(Ledger ledger) throws IOException {
        this.ledger = ledger;
        this.socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** From now on attempts are written down but not answered. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    /** Answers those that wait, and all others at once. */
    void release() {
        gate.countDown();
    }

    @Override
    public void close() throws IOException {
        release();
        socket.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> listen(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void listen(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            client.setTcpNoDelay(true);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                write(line.split("\t"));
                gate.await();
                client.getOutputStream().write("ok\n".getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException | InterruptedException e) {
            return; // the service was killed in the middle of a word
        }
    }

    private void write(String[] words) throws IOException {
        if (words.length != 6) {
            throw new IOException("cut off");
        }
        ledger.add(Integer.parseInt(words[1]), Kind.valueOf(words[0]), words[2], words[3], words[4] + " " + words[5]);
    }
}
