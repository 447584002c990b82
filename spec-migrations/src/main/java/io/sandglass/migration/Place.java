package io.sandglass.migration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a text, and where the values inside it stand.
 *
 * <p>A tree beside the document rather than a map of pointers: pointers of a hostile document would be long and many.
 * Filled while a document is read or migrated, by one thread; not changed afterwards.
 */
final class Place {
    private static final int LONGEST_INDEX = 9;

    private final int keyOffset;
    private final int valueOffset;
    private final @Nullable Place origin;
    private Map<String, Place> fields = Map.of();
    private List<Place> items = List.of();

    /** @param keyOffset where the key stands; that of the value if there is none */
    Place(int keyOffset, int valueOffset) {
        this.keyOffset = keyOffset;
        this.valueOffset = valueOffset;
        this.origin = null;
    }

    /** Stands where the origin stands, and looks there for what it does not hold itself. */
    private Place(Place origin) {
        this.keyOffset = origin.keyOffset;
        this.valueOffset = origin.valueOffset;
        this.origin = origin;
    }

    int keyOffset() {
        return keyOffset;
    }

    int valueOffset() {
        return valueOffset;
    }

    void put(String key, Place place) {
        if (fields.isEmpty()) {
            fields = new HashMap<>();
        }
        fields.put(key, place);
    }

    void add(Place place) {
        if (items.isEmpty()) {
            items = new ArrayList<>();
        }
        items.add(place);
    }

    /** The place of a pointer, or of its nearest ancestor that has one. */
    Place nearest(String pointer) {
        var place = this;
        for (var key : JsonPath.keys(pointer)) {
            var child = place.child(key);
            if (child.isEmpty()) {
                return place;
            }
            place = child.get();
        }
        return place;
    }

    /** Lets the value at the end of a path stand where a value of another tree stands, with all inside it. */
    void graft(List<String> path, Place other) {
        var parent = this;
        for (var key : path.subList(0, Math.max(0, path.size() - 1))) {
            parent = parent.ownChild(key);
        }
        if (!path.isEmpty()) {
            parent.put(path.get(path.size() - 1), new Place(other));
        }
    }

    private Place ownChild(String key) {
        var own = fields.get(key);
        if (own != null) {
            return own;
        }
        var child = new Place(child(key).orElseGet(() -> new Place(keyOffset, valueOffset)));
        put(key, child);
        return child;
    }

    Optional<Place> child(String key) {
        var field = fields.get(key);
        if (field != null) {
            return Optional.of(field);
        }
        return origin == null ? item(key) : origin.child(key);
    }

    private Optional<Place> item(String key) {
        if (items.isEmpty() || key.length() > LONGEST_INDEX || !key.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        var index = key.isEmpty() ? items.size() : Integer.parseInt(key);
        return index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
    }
}
