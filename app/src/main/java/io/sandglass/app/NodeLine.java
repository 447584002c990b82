package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.NodeStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a node.
 *
 * @param kind {@code built-in}, {@code jar} or {@code wasm}
 * @param attempt the latest; 0 before the first
 * @param millis how long the latest attempt took; -1 while it is not over
 * @param note why it failed, was skipped, or waits; may be empty
 */
public record NodeLine(String id, String kind, NodeStatus status, int attempt, long millis, String note) {
    public NodeLine {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(status, "status");
        requireNonNull(note, "note");
    }

    public static NodeLine waiting(String id, String kind) {
        return new NodeLine(id, kind, NodeStatus.WAITING, 0, -1, "");
    }

    public Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", id);
        object.put("kind", kind);
        object.put("status", status.name());
        object.put("attempts", attempt);
        object.put("millis", millis < 0 ? null : millis);
        object.put("note", note.isEmpty() ? null : note);
        return object;
    }
}
