package io.sandglass.store.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.plugin.Payload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Payloads in the JSON of version 1 of the schema, whose databases are still read.
 *
 * <p>Integers of up to 32 bits, longer ones of up to 64 bits, and doubles are plain JSON numbers. The others would come
 * back as another type, and unequal: they are written as an object of one field, <code>{"$long": "1"}</code>,
 * <code>{"$integer": "1"}</code> or <code>{"$decimal": "1.50"}</code>. A key that itself begins with {@code $} gets one
 * more.
 */
final class PayloadJson {
    private static final String LONG = "$long";
    private static final String INTEGER = "$integer";
    private static final String DECIMAL = "$decimal";

    private PayloadJson() {}

    static Payload read(JsonNode node) {
        return Payload.of(value(node));
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.numberValue();
            case OBJECT -> node.size() == 1 ? single((ObjectNode) node) : map((ObjectNode) node);
            case ARRAY -> items(node);
            default -> null;
        };
    }

    private static Object single(ObjectNode node) {
        Map.Entry<String, JsonNode> only = node.properties().iterator().next();
        return switch (only.getKey()) {
            case LONG -> Long.valueOf(only.getValue().textValue());
            case INTEGER -> new BigInteger(only.getValue().textValue());
            case DECIMAL -> new BigDecimal(only.getValue().textValue());
            default -> map(node);
        };
    }

    private static Map<String, @Nullable Object> map(ObjectNode node) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            map.put(name.startsWith("$$") ? name.substring(1) : name, value(field.getValue()));
        }
        return map;
    }

    private static List<@Nullable Object> items(JsonNode node) {
        List<@Nullable Object> items = new ArrayList<>(node.size());
        node.forEach(item -> items.add(value(item)));
        return items;
    }
}
