package io.sandglass.app.cli;

import io.sandglass.migration.Suggestion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a misspelt workflow from one without runs. */
final class WorkflowNames {
    private WorkflowNames() {}

    /**
     * With its namespace, if that is in no doubt: an index has the runs of a workflow in their order, but not those of
     * several.
     *
     * @param name an id, or {@code namespace/id}
     */
    static String whole(History history, String name) {
        if (name.contains("/")) {
            return name;
        }
        List<List<@Nullable Object>> namespaces = history.query(
                        "select distinct namespace from report.workflows where workflow = ?", List.of(name))
                .rows();
        return namespaces.size() == 1 ? namespaces.get(0).get(0) + "/" + name : name;
    }

    /**
     * Looks for it among all that were ever deployed or run.
     *
     * @param name an id, or {@code namespace/id}
     * @throws CommandFailed if there is none
     */
    static void require(History history, String name) {
        String column = name.contains("/") ? "namespace || '/' || workflow" : "workflow";
        List<String> known = history
                .query("select distinct " + column + " from report.workflows where workflow is not null", List.of())
                .rows()
                .stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
        if (!known.contains(name)) {
            throw new CommandFailed(
                    CommandFailed.USAGE,
                    "there is no workflow '" + name + "'; "
                            + Suggestion.orElse(name, known, "see sandglass workflows list"));
        }
    }
}
