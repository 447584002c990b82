package io.sandglass.plugin.standard;

import static io.sandglass.plugin.ConfigType.ANY;
import static io.sandglass.plugin.ConfigType.DURATION;
import static io.sandglass.plugin.ConfigType.LIST;
import static io.sandglass.plugin.ConfigType.OBJECT;
import static io.sandglass.plugin.ConfigType.STRING;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.http.HttpNetwork;

/**
 * Calls a granted host over HTTP/1.1 and gives {@code {status, headers, body}}, the body parsed if it is JSON.
 *
 * <p>Only {@code http} and {@code https}. The host must be granted; private, loopback and link-local addresses are refused
 * unless granted too. Names are resolved once and the connection goes to the address that was checked; up to five
 * redirects are followed, each checked like the first. An unexpected status is the failure {@code Http.<status>}, worth
 * another attempt if it is 408, 429 or 5xx, as are connections that fail.
 */
public final class HttpNode implements NodePlugin {
    private final HttpNetwork network;

    public HttpNode() {
        this(HttpNetwork.system());
    }

    HttpNode(HttpNetwork network) {
        this.network = network;
    }

    @Override
    public NodeType type() {
        return NodeType.of("http", 1)
                .config("url", STRING.required().describedAs("Where to; http or https."))
                .config("method", STRING.orElse("GET").describedAs("Such as GET or POST."))
                .config(
                        "headers",
                        OBJECT.optional()
                                .describedAs("Header names and values.")
                                .takingSecrets())
                .config(
                        "query",
                        OBJECT.optional()
                                .describedAs("Parameters to add to the URL; a list repeats its name.")
                                .takingSecrets())
                .config(
                        "body",
                        ANY.optional()
                                .describedAs("A text as it is, or any value to send as JSON.")
                                .takingSecrets())
                .config("timeout", DURATION.orElse("PT30S").describedAs("For everything, redirects included."))
                .config(
                        "expect",
                        LIST.optional().describedAs("Status codes that are fine; all of 200 to 299 if left out."))
                .describedAs("Calls an HTTP API.");
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        try {
            HttpCall call = HttpCall.of(config);
            return context -> new HttpAttempt(network, call, context).run();
        } catch (IllegalArgumentException nonsense) {
            return Failures.badConfig(String.valueOf(nonsense.getMessage()));
        }
    }
}
