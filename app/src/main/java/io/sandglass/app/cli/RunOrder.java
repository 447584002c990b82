package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code sandglass run} was asked to run.
 *
 * @param key the same wherever the same run is meant; empty if a new one is
 * @param evenIfPaused whether it is run although somebody has paused the workflow
 */
record RunOrder(RunTarget target, Map<String, String> inputs, Optional<String> key, boolean evenIfPaused) {
    RunOrder {
        requireNonNull(target, "target");
        inputs = Map.copyOf(inputs);
        requireNonNull(key, "key");
    }

    /** As the service takes it. */
    Map<String, Object> request() {
        Map<String, Object> request = new LinkedHashMap<>(target.request());
        request.put("inputs", inputs);
        request.put("evenIfPaused", evenIfPaused);
        key.ifPresent(text -> request.put("key", text));
        return request;
    }
}
