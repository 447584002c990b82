package io.sandglass.app.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Conditions on {@code report.runs} that the database answers from its indexes. Used by one thread. */
final class RunConditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    /** @param name an id, or {@code namespace/id} */
    void workflow(String name) {
        int slash = name.indexOf('/');
        if (slash >= 0) {
            add("namespace = ?", name.substring(0, slash));
        }
        add("workflow = ?", name.substring(slash + 1));
    }

    /**
     * Also says between which names these are without pauses: of those no index knows, and of lists of names none that is
     * behind a view. With one name the index also has the runs in their order.
     */
    void status(Collection<ShownStatus> statuses) {
        TreeSet<String> unpaused = new TreeSet<>();
        statuses.forEach(status ->
                unpaused.addAll(status == ShownStatus.PAUSED ? List.of("QUEUED", "RUNNING") : List.of(status.name())));
        String words = statuses.stream().map(status -> "'" + status + "'").collect(Collectors.joining(", "));
        conditions.add("status in (" + words + ")");
        conditions.add(
                unpaused.size() == 1
                        ? "status_unpaused = '" + unpaused.first() + "'"
                        : "status_unpaused between '" + unpaused.first() + "' and '" + unpaused.last() + "'");
    }

    void add(String condition, Object parameter) {
        conditions.add(condition);
        parameters.add(parameter);
    }

    /** All of which hold. */
    List<String> all() {
        return List.copyOf(conditions);
    }

    /** For the question marks, in their order. */
    List<Object> parameters() {
        return List.copyOf(parameters);
    }
}
