package io.sandglass.plugin.http;

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
public record HttpNetwork(Resolver resolver, Supplier<SSLSocketFactory> tls) {
    /** One resolver for all, so that those who ask it for the same name are known to. */
    private static final HttpNetwork SYSTEM = new HttpNetwork(
            host -> List.of(InetAddress.getAllByName(host)), () -> (SSLSocketFactory) SSLSocketFactory.getDefault());

    /** Finds the addresses of a host name or a literal address. */
    @FunctionalInterface
    public interface Resolver {
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    /** The names and the trusted certificates of this machine. */
    public static HttpNetwork system() {
        return SYSTEM;
    }
}
