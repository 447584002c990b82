package io.sandglass.app.torture;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the service's history says, read through its views from outside.
 *
 * @param runs by id
 */
record History(Map<String, Run> runs, List<NodeRun> nodes, List<Attempt> attempts, List<Slot> slots) {
    private static final int PAGE = 2_000;

    /**
     * A row of runs with a summary of its events.
     *
     * @param events how many there are
     * @param lastSeq the highest number among them
     * @param ends how many of them end the run
     * @param doneRows how many rows of nodes say that they have ended
     */
    record Run(
            String id,
            long number,
            String workflow,
            String status,
            String trigger,
            String slot,
            boolean endedAt,
            int total,
            int done,
            String error,
            int events,
            long lastSeq,
            int ends,
            int doneRows) {
        boolean ended() {
            return !Set.of("RUNNING", "QUEUED", "PAUSED").contains(status);
        }
    }

    record NodeRun(String run, String node, String state, String code) {}

    record Attempt(String run, String node, int attempt, String state) {}

    record Slot(String trigger, Instant at, String state, String reason, String run) {}

    /**
     * Goes through several queries, each with its own moment, while the service may be at work.
     *
     * @param after runs up to this number are left out, slots are not
     */
    static History read(Door door, long after) throws IOException {
        List<Slot> slots = slots(door); // before their runs, so that none of these is missed
        List<Run> runs = new ArrayList<>();
        List<NodeRun> nodes = new ArrayList<>();
        List<Attempt> attempts = new ArrayList<>();
        long from = after;
        List<Run> page = runs(door, from);
        while (!page.isEmpty()) {
            long to = page.get(page.size() - 1).number();
            runs.addAll(page);
            nodes.addAll(nodes(door, from, to));
            attempts.addAll(attempts(door, from, to));
            from = to;
            page = runs(door, from);
        }
        return new History(
                runs.stream().collect(Collectors.toMap(Run::id, Function.identity())), nodes, attempts, slots);
    }

    private static List<Run> runs(Door door, long after) throws IOException {
        return door.rows("""
                        select r.run_id, r.run_number, r.workflow, r.status, coalesce(r.trigger_name, ''),
                            coalesce(cast(r.slot_time as varchar), ''), r.ended_at is not null, r.nodes_total,
                            r.nodes_done, coalesce(r.error, ''), count(e.seq), coalesce(max(e.seq), 0),
                            count(case when e.type = 'run-ended' then 1 end),
                            (select count(*) from report.node_runs n where n.run_number = r.run_number
                                and n.state in ('SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELLED'))
                        from (select * from report.runs where run_number > ? order by run_number limit %d) r
                        left join report.events e on e.run_number = r.run_number
                        group by r.run_id, r.run_number, r.workflow, r.status, r.trigger_name, r.slot_time, r.ended_at,
                            r.nodes_total, r.nodes_done, r.error
                        order by r.run_number
                        """.formatted(PAGE), after).stream()
                .map(row -> new Run(
                        text(row, 0),
                        row.get(1).asLong(),
                        text(row, 2),
                        text(row, 3),
                        text(row, 4),
                        text(row, 5),
                        row.get(6).asBoolean(),
                        row.get(7).asInt(),
                        row.get(8).asInt(),
                        text(row, 9),
                        row.get(10).asInt(),
                        row.get(11).asLong(),
                        row.get(12).asInt(),
                        row.get(13).asInt()))
                .toList();
    }

    private static List<NodeRun> nodes(Door door, long from, long to) throws IOException {
        return door
                .rows(
                        "select run_id, node_id, state, coalesce(error_code, '') from report.node_runs"
                                + " where run_number > ? and run_number <= ?",
                        from,
                        to)
                .stream()
                .map(row -> new NodeRun(text(row, 0), text(row, 1), text(row, 2), text(row, 3)))
                .toList();
    }

    private static List<Attempt> attempts(Door door, long from, long to) throws IOException {
        return door
                .rows(
                        "select run_id, node_id, attempt, state from report.attempts"
                                + " where run_number > ? and run_number <= ?",
                        from,
                        to)
                .stream()
                .map(row -> new Attempt(text(row, 0), text(row, 1), row.get(2).asInt(), text(row, 3)))
                .toList();
    }

    private static List<Slot> slots(Door door) throws IOException {
        return door
                .rows("select trigger_name, fire_time, state, reason, coalesce(run_id, '') from report.slots")
                .stream()
                .map(row -> new Slot(text(row, 0), instant(text(row, 1)), text(row, 2), text(row, 3), text(row, 4)))
                .toList();
    }

    /** As the views print a time, such as {@code 2026-11-21 10:00:00+00}. */
    static Instant instant(String text) {
        String whole = text.replace(' ', 'T').replaceFirst("([+-]\\d\\d)$", "$1:00");
        return OffsetDateTime.parse(whole).toInstant();
    }

    private static String text(JsonNode row, int column) {
        return row.get(column).asText();
    }
}
