package io.sandglass.time;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads of the JDK that virtual threads need to wait for a socket. It starts them when the first one waits, and tries only
 * once: if there is no thread to be had then, no virtual thread can use a socket until the process ends
 * ({@code NoClassDefFoundError: Could not initialize class sun.nio.ch.Poller}, seen on 25). So one waits at the start.
 */
final class SocketPollers {
    private static final Logger log = LoggerFactory.getLogger(SocketPollers.class);

    private SocketPollers() {}

    /** Returns at once. */
    static void start(VirtualThreads threads) {
        threads.start(SocketPollers::waitForNobody);
    }

    private static void waitForNobody() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(1);
            socket.accept().close();
        } catch (IOException e) { // it times out, or there is no network; by then the threads are there
            log.debug("waited for nobody", e);
        }
    }
}
