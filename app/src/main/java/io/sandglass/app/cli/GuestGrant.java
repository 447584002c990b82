package io.sandglass.app.cli;

import io.sandglass.migration.Suggestion;
import io.sandglass.plugin.HostPattern;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One thing that a guest may ask of its host.
 *
 * @param value a host or the name of a secret; empty where there is nothing to say
 */
record GuestGrant(Kind kind, String value) {
    private static final String WAYS = "http=HOST, kv, log, secret=NAME or privateNetworks";

    enum Kind {
        HTTP("http"),
        KV("kv"),
        LOG("log"),
        SECRET("secret"),
        PRIVATE_NETWORKS("privateNetworks");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        private boolean takesValue() {
            return this == HTTP || this == SECRET;
        }
    }

    /** As in {@code http=api.example.test}. */
    static final class Reading implements ITypeConverter<GuestGrant> {
        @Override
        public GuestGrant convert(String text) {
            int equals = text.indexOf('=');
            String word = equals < 0 ? text : text.substring(0, equals);
            String value = equals < 0 ? "" : text.substring(equals + 1);
            Kind kind = Arrays.stream(Kind.values())
                    .filter(known -> known.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "there is no grant '" + word + "'; write " + WAYS + nearest(word)));
            if (kind.takesValue() == value.isEmpty()) {
                throw new TypeConversionException("'" + text + "' is no grant; write " + WAYS);
            }
            if (kind == Kind.HTTP
                    && HostPattern.parse(value).filter(host -> !host.isAll()).isEmpty()) {
                throw new TypeConversionException("'" + value + "' is no host; " + HostPattern.HOW_TO_WRITE);
            }
            return new GuestGrant(kind, value);
        }

        private static String nearest(String word) {
            List<String> words =
                    Arrays.stream(Kind.values()).map(kind -> kind.word).toList();
            Optional<String> near = Suggestion.nearest(word, words);
            return near.map(known -> "; did you mean '" + known + "'?").orElse("");
        }
    }
}
