package io.sandglass.plugin.standard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * What HTTP stands on; a test gives its own.
 *
 * @param tls asked for at the first https call: reading the trusted certificates takes a while
 */
record HttpNetwork(Resolver resolver, Supplier<SSLSocketFactory> tls) {
    /** Finds the addresses of a host name or a literal address. */
    @FunctionalInterface
    interface Resolver {
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }
}
