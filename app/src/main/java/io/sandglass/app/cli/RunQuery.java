package io.sandglass.app.cli;

import io.sandglass.run.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which runs somebody means who names none. */
final class RunQuery {
    /** Rows of one question, as many as an answer has at most: each page is found by looking at all runs that are left. */
    private static final int PAGE = 100_000;

    @Option(names = "--workflow", paramLabel = "[NAMESPACE/]ID", description = "All runs of this workflow.")
    private @Nullable String workflow;

    @Option(names = "--status", description = "All runs in this state: ${COMPLETION-CANDIDATES}.")
    private @Nullable ShownStatus status;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            converter = TimeReader.class,
            description = "All runs older than that, as in 30m, 12h or 7d.")
    private @Nullable Duration olderThan;

    @Option(names = "--all", description = "All runs that it makes sense for.")
    private boolean all;

    private RunConditions conditions = new RunConditions();

    /** Whether it says anything. */
    boolean given() {
        return all || workflow != null || status != null || olderThan != null;
    }

    /**
     * Restricts it to the runs that the operation is for.
     *
     * @throws CommandFailed if it asks for others
     */
    void narrow(ManyVerb verb) {
        if (status != null && !verb.takes(status) && !verb.alreadySo(status.name())) {
            throw new CommandFailed(
                    CommandFailed.USAGE,
                    "cannot " + verb.word() + " runs that are " + status + "; it takes those that are "
                            + verb.states());
        }
        conditions = new RunConditions();
        conditions.status(verb.takes());
        if (workflow != null) {
            conditions.workflow(workflow);
        }
        if (status != null) {
            conditions.status(List.of(status));
        }
        if (olderThan != null) {
            conditions.add("created_at < dateadd(second, ?, current_timestamp)", -olderThan.toSeconds());
        }
    }

    /** @throws CommandFailed if they are none because no workflow has that name */
    void refuseUnknown(History history, long found) {
        if (found == 0 && workflow != null) {
            WorkflowNames.require(history, workflow);
        }
    }

    /** How many they are now. */
    long count(History history) {
        Table counted = history.query("select count(*) from report.runs where " + where(), conditions.parameters());
        return ((Number) counted.objects().get(0).values().iterator().next()).longValue();
    }

    /** The first of them, to be shown. */
    Table first(History history, int most) {
        return page(history, "run_id, namespace || '/' || workflow as workflow, status, created_at", 0, most);
    }

    /** The ids of all, in the order of their start. Those that start meanwhile are left alone. */
    List<String> ids(History history) {
        List<String> ids = new ArrayList<>();
        long most = count(history);
        long last = 0;
        while (ids.size() < most) {
            List<List<@Nullable Object>> page = page(history, "run_id", last, (int) Math.min(PAGE, most - ids.size()))
                    .rows();
            if (page.isEmpty()) {
                break; // some have changed meanwhile
            }
            page.forEach(row -> ids.add(String.valueOf(row.get(0))));
            last = RunId.parse(ids.get(ids.size() - 1)).value();
        }
        return ids;
    }

    private Table page(History history, String columns, long after, int size) {
        List<Object> all = new ArrayList<>(conditions.parameters());
        all.add(after);
        all.add(size);
        return history.query(
                "select " + columns + " from report.runs where " + where()
                        + " and run_number > ? order by run_number limit ?",
                all);
    }

    private String where() {
        return String.join(" and ", conditions.all());
    }
}
