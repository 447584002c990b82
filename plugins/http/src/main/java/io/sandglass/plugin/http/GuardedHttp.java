package io.sandglass.plugin.http;

import io.sandglass.plugin.CancellationToken;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.HostPattern;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Permissions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Sends requests where permissions allow, and the redirects that follow, each checked like the first: the host must be
 * granted, its name is resolved once, every address must be public unless private networks are granted, and the
 * connection goes to an address that was checked. Immutable; thread-safe.
 */
public final class GuardedHttp {
    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HttpNetwork network;
    private final HttpGuard guard;
    private final String tenant;

    /** @param tenant who waits, and nobody else, when very many names are looked up for it */
    public GuardedHttp(HttpNetwork network, Permissions permissions, String tenant) {
        this.network = network;
        this.tenant = tenant;
        this.guard = new HttpGuard(permissions);
    }

    /**
     * What holds for one request with its redirects.
     *
     * @param deadlineNanos when it is given up, on {@link System#nanoTime()}
     * @param maxBody most bytes of the answer's body
     * @param wanted statuses that are no redirect to follow
     * @param cancellation closes the connection
     */
    public record Terms(long deadlineNanos, long maxBody, Set<Integer> wanted, CancellationToken cancellation) {
        /** Terms that hold from now on for this long. */
        public static Terms within(Duration time, long maxBody, Set<Integer> wanted, CancellationToken cancellation) {
            return new Terms(System.nanoTime() + time.toNanos(), maxBody, wanted, cancellation);
        }
    }

    /**
     * Sends a request and reads the answer.
     *
     * @throws HttpFailure if it is refused, or there is no answer
     * @throws InterruptedException if it is cancelled
     */
    public HttpAnswer send(HttpRequest first, Terms terms) throws HttpFailure, InterruptedException {
        HttpRequest request = first;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpAnswer answer = once(request, terms);
            Optional<String> location = answer.header("location");
            boolean follow = REDIRECTS.contains(answer.status())
                    && !terms.wanted().contains(answer.status())
                    && location.isPresent();
            if (!follow) {
                return answer;
            }
            request = next(request, answer.status(), location.get());
        }
        throw HttpFailure.of(
                FailureKind.EXTERNAL,
                "Http.TooManyRedirects",
                first.place() + " was redirected more than " + MOST_REDIRECTS + " times");
    }

    private static HttpRequest next(HttpRequest request, int status, String location) throws HttpFailure {
        try {
            return request.redirected(status, location);
        } catch (IllegalArgumentException nonsense) {
            throw HttpFailure.refusal("Http.BadRedirect", request.place() + " redirects, but " + nonsense.getMessage());
        }
    }

    private HttpAnswer once(HttpRequest request, Terms terms) throws HttpFailure, InterruptedException {
        if (!guard.allowsHost(request.host(), request.port())) {
            throw notGranted(request.host(), request.port());
        }
        try {
            return exchange(request, checked(request, terms), terms);
        } catch (UnknownHostException unknown) {
            throw HttpFailure.of(
                    FailureKind.EXTERNAL, "Http.UnknownHost", "host '" + request.host() + "' is not known");
        } catch (HttpAnswer.TooLarge tooLarge) {
            throw HttpFailure.of(
                    FailureKind.LIMIT,
                    "OutputLimit",
                    request.place() + ": " + tooLarge.getMessage() + "; see limits.output");
        } catch (IOException broken) {
            throw broken(request, broken, terms);
        }
    }

    /** All addresses of a name, none of which may be forbidden. */
    private List<InetAddress> checked(HttpRequest request, Terms terms)
            throws HttpFailure, IOException, InterruptedException {
        String host = request.host();
        Lookups.Question question = new Lookups.Question(tenant, network.resolver(), host);
        List<InetAddress> addresses = Lookups.SHARED.find(question, terms.deadlineNanos(), terms.cancellation());
        for (InetAddress address : addresses) {
            if (!guard.allowsAddress(host, request.port(), address)) {
                throw forbiddenAddress(host, address);
            }
        }
        return addresses;
    }

    private HttpAnswer exchange(HttpRequest request, List<InetAddress> addresses, Terms terms) throws IOException {
        IOException last = new UnknownHostException(request.host());
        for (InetAddress address : addresses) {
            try (HttpConnection connection = new HttpConnection(terms.cancellation(), terms.deadlineNanos())) {
                connection.connect(request, address, network.tls());
                return connection.exchange(request, terms.maxBody());
            } catch (HttpConnection.NotConnected next) {
                last = next;
            }
        }
        throw last;
    }

    private static HttpFailure broken(HttpRequest request, IOException broken, Terms terms)
            throws InterruptedException {
        if (terms.cancellation().isCancelled() || Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("cancelled");
        }
        if (System.nanoTime() - terms.deadlineNanos() >= 0) {
            String message = request.place() + " did not answer in time; see with.timeout and the timeout of the node";
            return HttpFailure.of(
                    NodeFailure.of(FailureKind.LIMIT, "Timeout", message).retryable(true));
        }
        String code = broken instanceof HttpConnection.NotConnected
                ? "Http.Unreachable"
                : broken instanceof SSLException ? "Http.Tls" : "Http.Broken";
        return HttpFailure.of(FailureKind.EXTERNAL, code, request.place() + ": " + broken.getMessage());
    }

    private static HttpFailure notGranted(String host, int port) {
        String name = HostPattern.of(host).toString();
        boolean inside = HttpGuard.literal(host).filter(HttpGuard::isPrivate).isPresent();
        return HttpFailure.refusal(
                "NotGranted",
                "host '" + host + "'" + (inside ? ", a private, loopback or reserved address," : "")
                        + " may not be called at port " + port
                        + ": the node must ask for it with permissions: { http: ["
                        + (name.startsWith("[") ? '"' + name + '"' : name)
                        + "] }, and the administrator must allow it with http in the grants of the configuration"
                        + (inside ? "; both must allow privateNetworks, too" : ""));
    }

    private static HttpFailure forbiddenAddress(String host, InetAddress address) {
        String what = HttpGuard.isMetadata(address)
                ? "a link-local address or one where clouds hand out credentials; the node's permissions must name the"
                        + " address itself, at this port or any, and both they"
                : "a private, loopback or reserved address; both the node's permissions";
        return HttpFailure.refusal(
                "PrivateAddress",
                "host '" + host + "' is at " + address.getHostAddress() + ", " + what
                        + " and the administrator's grants must allow privateNetworks");
    }
}
