package io.sandglass.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sandglass.migration.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * An object of the document and its place. Reading never fails: what does not fit becomes a finding, and counts as not
 * given.
 */
record Section(JsonNode node, String pointer, Findings findings) {
    private static final int LONGEST_SHOWN = 60;

    /** The text, or its beginning, without control characters, for a message. */
    static String shown(String text) {
        String cut = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
        return cut.replaceAll("\\p{C}", "?");
    }

    /** Finds all keys that are not known. Unavailable are those of the format that this version does not have. */
    void allow(Set<String> known, Set<String> unavailable) {
        node.fieldNames().forEachRemaining(key -> {
            if (known.contains(key) || findings.full()) {
                return;
            }
            findings.atKey(at(key), unavailable.contains(key) ? unavailable(key) : unknown(key, known));
        });
    }

    private static Misfit unavailable(String key) {
        String reason = "this version does not have '" + key + "' yet";
        return new Misfit("UNAVAILABLE", reason, Unavailable.insteadOf(key, "leave it out"));
    }

    private static Misfit unknown(String key, Set<String> known) {
        String others = known.isEmpty() ? "leave it out" : "use one of " + String.join(", ", new TreeSet<>(known));
        return new Misfit(
                "UNKNOWN_KEY",
                "there is no key '" + shown(key) + "' here",
                Suggestion.nearest(key, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse(others));
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    JsonNode get(String key) {
        return node.path(key);
    }

    /** The pointer of a key. */
    String at(String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    <T> Optional<T> read(String key, Shape<T> shape) {
        return has(key) ? read(get(key), at(key), shape) : Optional.empty();
    }

    /** As {@link #read}, but finds it if the key is missing. */
    <T> Optional<T> require(String key, Shape<T> shape, String example) {
        if (!has(key)) {
            String reason = "'" + key + "' is missing";
            findings.atKey(pointer, new Misfit("MISSING_KEY", reason, "add " + key + ": " + example));
        }
        return read(key, shape);
    }

    /** A list of such values; a single one stands for a list of one. */
    <T> List<T> list(String key, Shape<T> shape) {
        JsonNode value = get(key);
        List<T> items = new ArrayList<>();
        if (!value.isArray()) {
            read(key, shape).ifPresent(items::add);
            return items;
        }
        for (int index = 0; index < value.size(); index++) {
            read(value.get(index), at(key) + "/" + index, shape).ifPresent(items::add);
        }
        return items;
    }

    private <T> Optional<T> read(JsonNode value, String place, Shape<T> shape) {
        try {
            return Optional.of(shape.read(value));
        } catch (Misfit e) {
            findings.atValue(place, e);
            return Optional.empty();
        }
    }

    /** The object under a key; an empty one if there is none. */
    Section child(String key) {
        JsonNode value = get(key);
        if (value.isObject()) {
            return new Section(value, at(key), findings);
        }
        if (has(key)) {
            findings.atValue(at(key), Shapes.wrongType(value, "an object"));
        }
        return new Section(JsonNodeFactory.instance.objectNode(), at(key), findings);
    }

    /** Shows the fields of an object in the order of the text. */
    void forEach(BiConsumer<String, JsonNode> visitor) {
        node.properties().forEach(field -> visitor.accept(field.getKey(), field.getValue()));
    }
}
