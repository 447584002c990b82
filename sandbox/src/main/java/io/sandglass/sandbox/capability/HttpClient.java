package io.sandglass.sandbox.capability;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Makes HTTP requests for guests. Who implements it checks where they go. */
@FunctionalInterface
public interface HttpClient {
    /** Refuses every request. */
    HttpClient DENIED = (request, terms) -> {
        throw HostCallDenied.missing(
                "an HTTP request to " + host(request.url()), "http: [" + host(request.url()) + "]");
    };

    /**
     * Sends a request and waits for the answer; redirects are followed, or not, as the implementation decides.
     *
     * @throws HostCallDenied if it may not go there; ends the guest
     * @throws IOException if there is no answer, or one that is too large; the guest is given the message
     * @throws IllegalArgumentException if the request makes no sense; the guest is given the message
     */
    HttpAnswer send(HttpRequest request, Terms terms) throws IOException;

    /**
     * What holds for one request.
     *
     * @param maxBody most bytes of the answer's body
     * @param timeout for everything; positive
     * @param cancellation tells when the guest has to end: what the request has open is to be closed then
     */
    record Terms(long maxBody, Duration timeout, Cancellation cancellation) {}

    /** The host of a URL for messages, or {@code HOST} if it has none. */
    private static String host(String url) {
        try {
            String host = URI.create(url).getHost();
            return host == null ? "HOST" : host;
        } catch (IllegalArgumentException malformed) {
            return "HOST";
        }
    }
}
