package io.sandglass.app.cli;

import io.sandglass.app.Home;
import io.sandglass.run.RunId;
import io.sandglass.store.history.NewestRuns;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the run a user means. */
final class RunNames {
    private RunNames() {}

    /** As {@link #find(History, String)}, in the history of a home. */
    static String find(Home home, String name) {
        try (History history = HistoryDoor.open(home)) {
            return find(history, name);
        }
    }

    /**
     * The id of an existing run. If the history cannot be asked, a whole id is taken as it is: the service knows its runs.
     *
     * @param name an id, the beginning of one, or {@code last}
     * @throws CommandFailed if there is none, or more than one begins so
     */
    static String find(History history, String name) {
        try {
            return search(history, name);
        } catch (CommandFailed e) {
            return whole(name)
                    .filter(id -> e.exitCode() == CommandFailed.UNAVAILABLE)
                    .orElseThrow(() -> e);
        }
    }

    private static Optional<String> whole(String name) {
        try {
            return Optional.of(RunId.parse(name).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String search(History history, String name) {
        boolean last = name.equals("last");
        if (!last && !name.matches("[0-9a-zA-Z]{1,13}")) {
            throw new CommandFailed(
                    CommandFailed.USAGE,
                    "'" + name + "' is no run id; give one from sandglass runs list, or say last for the newest");
        }
        Table found = last
                ? history.newest(new NewestRuns("run_id", List.of(), List.of(), 1))
                : history.query(
                        "select run_id from report.runs where run_id >= ? and run_id <= ? order by run_id limit 2",
                        bounds(name));
        List<String> ids =
                found.rows().stream().map(row -> String.valueOf(row.get(0))).toList();
        if (ids.isEmpty()) {
            String none = last ? "there is no run yet" : "no run id begins with '" + name + "'";
            throw new CommandFailed(
                    CommandFailed.USAGE, refused(history, name).orElse(none + "; see sandglass runs list"));
        }
        if (ids.size() > 1) {
            throw new CommandFailed(
                    CommandFailed.USAGE,
                    "more than one run id begins with '" + name + "', such as " + String.join(" and ", ids)
                            + "; give more of it, or say last for the newest");
        }
        return RunId.parse(ids.get(0)).toString();
    }

    private static List<String> bounds(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return List.of(lower, lower + "~");
    }

    /** One that is in the journal, but not in the tables. */
    private static Optional<String> refused(History history, String name) {
        Table found = history.query(
                "select run_id, reason from report.refused where not listed and run_id >= ? and run_id <= ? limit 1",
                bounds(name));
        return found.rows().stream()
                .findFirst()
                .map(row ->
                        "run " + row.get(0) + " is in the journal, but the tables of the history do not take its row: "
                                + row.get(1) + "; see report.refused, and sandglass verify");
    }
}
