package io.sandglass.plugin.standard;

import io.sandglass.plugin.NodeResult;
import java.util.Optional;

/** What follows one exchange: the end, or the next request. */
record HttpStep(NodeResult result, Optional<HttpCall> next) {
    static HttpStep end(NodeResult result) {
        return new HttpStep(result, Optional.empty());
    }

    static HttpStep redirect(HttpCall next) {
        return new HttpStep(NodeResult.skipped("redirected"), Optional.of(next));
    }
}
