package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.RunStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The run that an earlier command with the same key has started.
 *
 * @param state what history tells of it: {@code status}, {@code millis} and {@code error}
 */
record EarlierRun(String run, String workflow, Map<String, @Nullable Object> state) {
    private static final String SELECT =
            "select status, duration_ms as millis, error from report.runs where run_id = ?";

    EarlierRun {
        requireNonNull(run, "run");
        requireNonNull(workflow, "workflow");
    }

    static EarlierRun find(History history, String run, String workflow) {
        List<Map<String, @Nullable Object>> rows =
                history.query(SELECT, List.of(run)).objects();
        return new EarlierRun(run, workflow, rows.isEmpty() ? Map.of() : rows.get(0));
    }

    /** Empty if history does not have it yet. */
    Optional<String> status() {
        return Optional.ofNullable(state.get("status")).map(Object::toString);
    }

    /** How it ended; empty if it has not, as far as history tells. */
    Optional<RunStatus> ending() {
        return status().map(RunStatus::valueOf).filter(RunStatus::ended);
    }

    /** Whether it has not ended, as far as history tells. */
    boolean open() {
        return state.get("millis") == null;
    }

    /** For programs. */
    Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("run", run);
        object.put("workflow", workflow);
        object.put("already", true);
        object.put("status", state.get("status"));
        object.put("millis", state.get("millis"));
        object.put("error", state.get("error"));
        return object;
    }
}
