package io.sandglass.migration;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Builds the document and its places from parser events, without recursion; watches depth and keys. */
final class TreeBuilder {
    private final ReadingLimits limits;
    private final Problems problems;
    private final Deque<Level> levels = new ArrayDeque<>();
    private int values;
    private @Nullable JsonNode root;
    private @Nullable Place rootPlace;

    TreeBuilder(ReadingLimits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    void openObject(int offset) {
        open(instance.objectNode(), offset);
    }

    void openArray(int offset) {
        open(instance.arrayNode(), offset);
    }

    void close() {
        levels.pop();
    }

    boolean expectsKey() {
        var level = levels.peek();
        return level != null && level.container.isObject() && !level.keyPending;
    }

    void key(String key, int offset) {
        var level = levels.element();
        level.expect(key, offset);
        if (key.length() > limits.maxKeyLength()) {
            problems.stop("", offset, DocumentFaults.longKey(limits.maxKeyLength()));
        } else if (level.container.has(key)) {
            problems.add(pointer(), offset, DocumentFaults.duplicateKey(key));
        }
    }

    void scalar(JsonNode value, int offset) {
        attach(value, offset);
    }

    /** Whether the root value is there and closed. */
    boolean complete() {
        return root != null && levels.isEmpty();
    }

    @Nullable
    JsonNode root() {
        return root;
    }

    Place places() {
        return rootPlace == null ? new Place(0, 0) : rootPlace;
    }

    /** The pointer of the value that is expected now or of the container that is open. */
    String pointer() {
        var pointer = new StringBuilder();
        for (Iterator<Level> it = levels.descendingIterator(); it.hasNext(); ) {
            it.next().appendKey(pointer, !it.hasNext());
        }
        return pointer.toString();
    }

    private void open(JsonNode container, int offset) {
        if (levels.size() >= limits.maxDepth()) {
            problems.stop("", offset, DocumentFaults.tooDeep(limits.maxDepth()));
            return;
        }
        levels.push(new Level(container, attach(container, offset)));
    }

    private Place attach(JsonNode value, int offset) {
        if (++values > limits.maxValues()) {
            problems.stop("", offset, DocumentFaults.tooManyValues(limits.maxValues()));
        }
        var level = levels.peek();
        if (level == null) {
            root = value;
            rootPlace = new Place(offset, offset);
            return rootPlace;
        }
        return level.attach(value, offset);
    }

    private static final class Level {
        private final JsonNode container;
        private final Place place;
        private String key = "";
        private int keyOffset;
        private boolean keyPending;

        Level(JsonNode container, Place place) {
            this.container = container;
            this.place = place;
        }

        void expect(String nextKey, int offset) {
            key = nextKey;
            keyOffset = offset;
            keyPending = true;
        }

        void appendKey(StringBuilder pointer, boolean innermost) {
            if (container.isArray()) {
                pointer.append('/').append(innermost ? container.size() : container.size() - 1);
            } else if (!innermost || keyPending) {
                pointer.append('/').append(JsonPath.escape(key));
            }
        }

        Place attach(JsonNode value, int offset) {
            if (container instanceof ArrayNode items) {
                items.add(value);
                var item = new Place(offset, offset);
                place.add(item);
                return item;
            }
            ((ObjectNode) container).set(key, value);
            var field = new Place(keyOffset, offset);
            place.put(key, field);
            keyPending = false;
            return field;
        }
    }
}
