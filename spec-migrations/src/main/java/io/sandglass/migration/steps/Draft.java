package io.sandglass.migration.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.migration.ChangeLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One object of the new document under construction from one of the old. Remembers which keys of the old one were
 * dealt with, so that none is forgotten. Used by one thread.
 */
final class Draft {
    private final ObjectNode from;
    private final String fromPointer;
    private final ObjectNode to;
    private final String toPointer;
    private final ChangeLog log;
    private final Set<String> done;
    private final boolean nested;

    /** @param toPointer where the new object will stand */
    Draft(ObjectNode from, String fromPointer, String toPointer, ChangeLog log) {
        this.from = from;
        this.fromPointer = fromPointer;
        this.to = JsonNodeFactory.instance.objectNode();
        this.toPointer = toPointer;
        this.log = log;
        this.done = new HashSet<>();
        this.nested = false;
    }

    private Draft(Draft around, String key) {
        this.from = around.from;
        this.fromPointer = around.fromPointer;
        this.to = JsonNodeFactory.instance.objectNode();
        this.toPointer = around.newPointer(key);
        this.log = around.log;
        this.done = around.done;
        this.nested = true;
    }

    /** A draft of an object inside the new one that takes its keys from the same old object. */
    Draft inside(String key) {
        return new Draft(this, key);
    }

    /** A draft of the object under a new key, from the object under an old one. */
    Draft child(ObjectNode value, String oldKey, String newKey) {
        return new Draft(value, oldPointer(oldKey), newPointer(newKey), log);
    }

    /** Adds an inner draft, unless it is empty. */
    void attach(String key, Draft inner) {
        if (!inner.to.isEmpty()) {
            to.set(key, inner.to);
        }
    }

    ObjectNode result() {
        return to;
    }

    ChangeLog log() {
        return log;
    }

    String oldPointer(String key) {
        return fromPointer + "/" + escaped(key);
    }

    String newPointer() {
        return toPointer;
    }

    String newPointer(String key) {
        return toPointer + "/" + escaped(key);
    }

    JsonNode old(String key) {
        return from.path(key);
    }

    /** The value of an old key, which is dealt with now; null counts as absent. */
    Optional<JsonNode> take(String key) {
        done.add(key);
        return Optional.ofNullable(from.get(key)).filter(value -> !value.isNull());
    }

    /** The old keys that nobody dealt with yet, in order. */
    List<String> rest() {
        var rest = new ArrayList<String>();
        from.fieldNames().forEachRemaining(key -> {
            if (!done.contains(key)) {
                rest.add(key);
            }
        });
        return rest;
    }

    /** Carries a value over as it is, under the same key. */
    void carry(String key) {
        take(key).ifPresent(value -> put(key, value, key));
    }

    /** Carries a value over under a new key, converted if the conversion can, and tells if anything changed. */
    void move(String oldKey, String newKey, UnaryOperator<JsonNode> conversion, String why) {
        take(oldKey).ifPresent(value -> {
            var converted = conversion.apply(value);
            put(newKey, converted, oldKey);
            if (nested || !oldKey.equals(newKey) || !converted.equals(value)) {
                log.changed(oldPointer(oldKey), value, converted, why);
            }
        });
    }

    /** Puts a value that came from an old key, unless another old key took the place before. */
    void put(String newKey, JsonNode value, String oldKey) {
        if (to.has(newKey)) {
            refuse(oldKey, "key '" + oldKey + "' and another one both mean '" + newKey + "'", "keep one of them");
            return;
        }
        to.set(newKey, value);
        log.moved(newPointer(newKey), oldPointer(oldKey));
    }

    /** Puts a value that was not there. */
    void add(String newKey, JsonNode value, String why) {
        to.set(newKey, value);
        log.added(newPointer(newKey), value, why);
    }

    void refuse(String key, String reason, String remedy) {
        log.refused(oldPointer(key), "MIXED_VERSIONS", reason, remedy);
    }

    void lose(String key, String why) {
        take(key).ifPresent(value -> log.lost(oldPointer(key), value, why));
    }

    static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
