package io.sandglass.migration.steps;

import java.util.Map;
import java.util.stream.Collectors;

/** Settings of llm nodes that are spelt otherwise in v2. */
final class LlmKeys {
    private static final Map<String, String> UP = Map.of(
            "max_tokens", "maxTokens",
            "top_p", "topP",
            "frequency_penalty", "frequencyPenalty",
            "presence_penalty", "presencePenalty",
            "base_url", "baseUrl");
    private static final Map<String, String> DOWN =
            UP.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private LlmKeys() {}

    static String up(String key) {
        return UP.getOrDefault(key, key);
    }

    static String down(String key) {
        return DOWN.getOrDefault(key, key);
    }
}
