package io.sandglass.plugin.standard;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.http.GuardedHttp;
import io.sandglass.plugin.http.HttpAnswer;
import io.sandglass.plugin.http.HttpFailure;
import io.sandglass.plugin.http.HttpNetwork;
import io.sandglass.plugin.json.BoundedJson;
import io.sandglass.plugin.json.TooManyValues;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One attempt: a request, and what its answer means for the node. */
record HttpAttempt(HttpNetwork network, HttpCall call, NodeContext context) {
    private static final String PLAIN = "identity";
    private static final Set<Integer> WORTH_A_RETRY = Set.of(408, 429);
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([\\w.:+-]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern JSON = Pattern.compile("application/([\\w.+-]+\\+)?json( *;.*)?");

    /** @throws InterruptedException if the attempt is cancelled */
    NodeResult run() throws InterruptedException {
        Duration left = Duration.between(context.now(), context.deadline());
        Duration allowed = left.compareTo(call.timeout()) < 0 ? left : call.timeout();
        GuardedHttp.Terms terms = GuardedHttp.Terms.within(
                allowed, context.limits().outputBytes(), call.expected(), context.cancellation());
        try {
            HttpAnswer answer =
                    new GuardedHttp(network, context.permissions(), context.tenant()).send(call.request(), terms);
            if (!call.expects(answer.status())) {
                return unexpected(answer.status());
            }
            return isCoded(answer) ? unreadable(answer) : output(answer);
        } catch (HttpFailure failed) {
            return NodeResult.failed(failed.failure());
        }
    }

    private NodeResult unexpected(int status) {
        boolean retryable = status >= 500 || WORTH_A_RETRY.contains(status);
        FailureKind kind = retryable ? FailureKind.EXTERNAL : FailureKind.USER;
        return NodeResult.failed(
                NodeFailure.of(kind, "Http." + status, call.request().place() + " answered with status " + status));
    }

    private static boolean isCoded(HttpAnswer answer) {
        return answer.body().length > 0
                && !answer.header("content-encoding").orElse(PLAIN).equalsIgnoreCase(PLAIN);
    }

    private NodeResult unreadable(HttpAnswer answer) {
        return NodeResult.failed(NodeFailure.of(
                FailureKind.EXTERNAL,
                "Http.Encoded",
                call.request().place() + " answered in the content coding "
                        + answer.header("content-encoding").orElseThrow()
                        + ", although it was asked for gzip or none"));
    }

    /** The body is parsed if it says it is JSON and is; else it is text. */
    private NodeResult output(HttpAnswer answer) {
        String type = answer.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        String text = new String(answer.body(), charset(type));
        Payload content = Payload.of(text);
        if (JSON.matcher(type).matches()) {
            try {
                content = BoundedJson.LENIENT.read(text, context.limits().values());
            } catch (TooManyValues tooMany) {
                return tooLarge(tooMany);
            } catch (IOException noJson) { // it stays a text
            }
        }
        return NodeResult.completed(
                Payload.of(Map.of("status", answer.status(), "headers", answer.headers(), "body", content)));
    }

    private NodeResult tooLarge(TooManyValues tooMany) {
        return Failures.limit(
                "OutputTooLarge",
                call.request().place() + " answered with " + tooMany.getMessage()
                        + " as JSON; ask it for less or raise limits.values");
    }

    private static Charset charset(String contentType) {
        Matcher named = CHARSET.matcher(contentType);
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
