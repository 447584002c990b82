package io.sandglass.app;

import io.sandglass.run.RunEvent.RunEnded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is.
 *
 * @param nodes in the order of the plan where it is known, else by name; perhaps only those that have changed
 * @param records how many of its records that is up to
 * @param queued whether it waits for others of its concurrency key
 * @param end empty while it runs
 * @param millis from its start to its end; -1 while it runs
 */
record RunProgress(List<NodeLine> nodes, long records, boolean queued, Optional<RunEnded> end, long millis) {
    RunProgress {
        nodes = List.copyOf(nodes);
    }

    /** The same of a run that ended so. */
    RunProgress endedBy(RunEnded last) {
        return new RunProgress(nodes, records, queued, Optional.of(last), millis);
    }

    Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("nodes", nodes.stream().map(NodeLine::object).toList());
        object.put("records", records);
        object.put("status", end.map(last -> last.status().name()).orElse(queued ? "QUEUED" : "RUNNING"));
        end.ifPresent(last -> {
            object.put("error", last.error().orElse(""));
            object.put("millis", millis);
            object.put("outputs", last.outputs().value());
        });
        return object;
    }
}
