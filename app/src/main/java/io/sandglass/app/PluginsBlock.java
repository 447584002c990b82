package io.sandglass.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The part {@code plugins} of {@code sandglass.yaml}. Without {@code allow} every file is loaded. */
record PluginsBlock(
        @JsonProperty("allow") @JsonSetter(contentNulls = Nulls.FAIL) @Nullable
        List<Digest> allow) {
    TrustedPlugins settle() {
        return new TrustedPlugins(Optional.ofNullable(allow)
                .map(digests -> digests.stream().map(Digest::text).collect(Collectors.toSet())));
    }

    /** As {@code sandglass plugins list} shows it. */
    record Digest(String text) {
        private static final Pattern SHAPE = Pattern.compile("sha256:[0-9a-f]{64}");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Digest of(JsonNode value) {
            String text = value.asText().strip().toLowerCase(Locale.ROOT);
            if (!SHAPE.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        "'" + value.asText()
                                + "' is no digest; write sha256: and 64 hexadecimal digits, as sandglass plugins list shows it");
            }
            return new Digest(text);
        }
    }
}
