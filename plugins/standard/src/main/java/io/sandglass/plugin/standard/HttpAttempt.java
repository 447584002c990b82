package io.sandglass.plugin.standard;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/** One attempt: a request and the redirects that follow, each checked before it is made. Used by one thread. */
final class HttpAttempt {
    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> WORTH_A_RETRY = Set.of(408, 429);

    private final HttpNetwork network;
    private final HttpCall first;
    private final NodeContext context;
    private final HttpGuard guard;
    private final long deadlineNanos;

    HttpAttempt(HttpNetwork network, HttpCall first, NodeContext context) {
        this.network = network;
        this.first = first;
        this.context = context;
        this.guard = new HttpGuard(context.permissions());
        Duration left = Duration.between(context.now(), context.deadline());
        Duration allowed = left.compareTo(first.timeout()) < 0 ? left : first.timeout();
        this.deadlineNanos = System.nanoTime() + allowed.toNanos();
    }

    /** @throws InterruptedException if the attempt is cancelled */
    NodeResult run() throws InterruptedException {
        HttpCall call = first;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpStep step = send(call);
            if (step.next().isEmpty()) {
                return step.result();
            }
            call = step.next().get();
        }
        return Failures.external(
                "Http.TooManyRedirects", first.place() + " was redirected more than " + MOST_REDIRECTS + " times");
    }

    private HttpStep send(HttpCall call) throws InterruptedException {
        if (!guard.allowsHost(call.host(), call.port())) {
            return HttpStep.end(notGranted(call.host(), call.port()));
        }
        try {
            List<InetAddress> addresses = network.resolver().resolve(call.host());
            Optional<InetAddress> refused = addresses.stream()
                    .filter(address -> !guard.allowsAddress(address))
                    .findFirst();
            if (refused.isPresent()) {
                return HttpStep.end(privateAddress(call.host(), refused.get()));
            }
            return answered(call, exchange(call, addresses));
        } catch (UnknownHostException unknown) {
            return HttpStep.end(Failures.external("Http.UnknownHost", "host '" + call.host() + "' is not known"));
        } catch (HttpAnswer.TooLarge tooLarge) {
            return HttpStep.end(
                    Failures.limit("OutputLimit", call.place() + ": " + tooLarge.getMessage() + "; see limits.output"));
        } catch (IOException broken) {
            return HttpStep.end(broken(call, broken));
        }
    }

    private HttpAnswer exchange(HttpCall call, List<InetAddress> addresses) throws IOException {
        IOException last = new UnknownHostException(call.host());
        for (InetAddress address : addresses) {
            try (HttpConnection connection = new HttpConnection(context.cancellation(), deadlineNanos)) {
                connection.connect(call, address, network.tls());
                return connection.exchange(call, context.limits().outputBytes());
            } catch (HttpConnection.NotConnected next) {
                last = next;
            }
        }
        throw last;
    }

    private HttpStep answered(HttpCall call, HttpAnswer answer) {
        Optional<String> location = answer.header("location");
        if (REDIRECTS.contains(answer.status()) && !call.expected().contains(answer.status()) && location.isPresent()) {
            try {
                return HttpStep.redirect(call.redirected(answer.status(), location.get()));
            } catch (IllegalArgumentException nonsense) {
                return HttpStep.end(
                        Failures.user("Http.BadRedirect", call.place() + " redirects, but " + nonsense.getMessage()));
            }
        }
        return HttpStep.end(call.expects(answer.status()) ? answer.result() : unexpected(call, answer.status()));
    }

    private static NodeResult unexpected(HttpCall call, int status) {
        boolean retryable = status >= 500 || WORTH_A_RETRY.contains(status);
        FailureKind kind = retryable ? FailureKind.EXTERNAL : FailureKind.USER;
        return NodeResult.failed(
                NodeFailure.of(kind, "Http." + status, call.place() + " answered with status " + status));
    }

    private NodeResult broken(HttpCall call, IOException broken) throws InterruptedException {
        if (context.cancellation().isCancelled() || Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("cancelled");
        }
        if (System.nanoTime() - deadlineNanos >= 0) {
            String message = call.place() + " did not answer in time; see with.timeout and the timeout of the node";
            return NodeResult.failed(
                    NodeFailure.of(FailureKind.LIMIT, "Timeout", message).retryable(true));
        }
        String code = broken instanceof HttpConnection.NotConnected
                ? "Http.Unreachable"
                : broken instanceof SSLException ? "Http.Tls" : "Http.Broken";
        return Failures.external(code, call.place() + ": " + broken.getMessage());
    }

    private static NodeResult notGranted(String host, int port) {
        return Failures.user(
                "NotGranted",
                "host '" + host + "' may not be called at port " + port
                        + ": the node must ask for it with permissions: { http: [" + host
                        + "] }, and the administrator must allow it with http in the grants of the configuration");
    }

    private static NodeResult privateAddress(String host, InetAddress address) {
        return Failures.user(
                "PrivateAddress",
                "host '" + host + "' is at " + address.getHostAddress() + ", a private, loopback or reserved address;"
                        + " both the node's permissions and the administrator's grants must allow privateNetworks");
    }
}
