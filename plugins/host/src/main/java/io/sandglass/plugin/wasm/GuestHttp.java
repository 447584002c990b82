package io.sandglass.plugin.wasm;

import io.sandglass.plugin.Redactor;
import io.sandglass.plugin.http.GuardedHttp;
import io.sandglass.plugin.http.HttpFailure;
import io.sandglass.sandbox.capability.HostCallDenied;
import io.sandglass.sandbox.capability.HttpAnswer;
import io.sandglass.sandbox.capability.HttpClient;
import io.sandglass.sandbox.capability.HttpRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A guest's requests, made by the host as those of the {@code http} node are: only where the node's permissions lead. Puts
 * secrets in on the way out, and takes them out of what comes back, errors included.
 */
record GuestHttp(GuardedHttp client, SecretHandles secrets) implements HttpClient {
    private static final String PLAIN = "identity";

    @Override
    public HttpAnswer send(HttpRequest request, Terms terms) throws IOException {
        Redactor redactor = secrets.redactor();
        HttpRequest filled = secrets.fill(request);
        if (redactor != Redactor.NONE && filled.headers().keySet().stream().anyMatch("range"::equalsIgnoreCase)) {
            throw new IllegalArgumentException(
                    "a guest that has secrets may not ask for parts of an answer by a range");
        }
        requireUrl(filled.url(), redactor);
        GuardedHttp.Terms held = GuardedHttp.Terms.within(
                terms.timeout(), terms.maxBody(), Set.of(), new GuestCancellation(terms.cancellation()));
        try {
            return redacted(plain(client.send(checked(filled, redactor), held)), redactor);
        } catch (HttpFailure failed) {
            String message = redactor.redact(String.valueOf(failed.getMessage()));
            if (failed.isRefusal()) {
                throw new HostCallDenied(message);
            }
            throw new IOException(message);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("cancelled");
        }
    }

    /** In what is encoded no secret would be found. */
    private io.sandglass.plugin.http.HttpAnswer plain(io.sandglass.plugin.http.HttpAnswer answer) throws IOException {
        String coding = answer.header("content-encoding").orElse(PLAIN);
        if (secrets.redactor() != Redactor.NONE && !coding.equalsIgnoreCase(PLAIN)) {
            throw new IOException("the server uses the content coding " + coding
                    + ", which was not asked for, in answer to a request of a guest that has secrets");
        }
        return answer;
    }

    /** A place that no request may go to, however it is granted, ends the guest as one that is not granted does. */
    private static void requireUrl(String url, Redactor redactor) {
        try {
            io.sandglass.plugin.http.HttpRequest.of("GET", url, Map.of(), new byte[0]);
        } catch (IllegalArgumentException refused) {
            throw new HostCallDenied(redactor.redact(String.valueOf(refused.getMessage())));
        }
    }

    private static io.sandglass.plugin.http.HttpRequest checked(HttpRequest filled, Redactor redactor) {
        try {
            return io.sandglass.plugin.http.HttpRequest.of(
                    filled.method(), filled.url(), filled.headers(), filled.body());
        } catch (IllegalArgumentException nonsense) {
            throw new IllegalArgumentException(redactor.redact(String.valueOf(nonsense.getMessage())), nonsense);
        }
    }

    private static HttpAnswer redacted(io.sandglass.plugin.http.HttpAnswer answer, Redactor redactor) {
        Map<String, String> headers = new LinkedHashMap<>();
        answer.headers().forEach((name, value) -> headers.put(redactor.redact(name), redactor.redact(value)));
        return new HttpAnswer(answer.status(), headers, redactor.redact(answer.body()));
    }
}
