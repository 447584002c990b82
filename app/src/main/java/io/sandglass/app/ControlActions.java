package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.app.http.ControlServer.Action;
import io.sandglass.app.http.ControlServer.BadRequest;
import io.sandglass.app.http.ControlServer.Unavailable;
import io.sandglass.engine.EngineStatus;
import io.sandglass.run.RunId;
import io.sandglass.store.RecordsLost;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.history.HistoryQuery;
import io.sandglass.store.history.QueryFailed;
import io.sandglass.store.history.Table;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.trigger.Pauses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a running service does for commands on the same machine.
 *
 * <ul>
 *   <li>{@code query}: {sql, parameters, maxRows, now} gives {columns, rows, truncated}; with {@code now} it does not wait
 *       until what was acknowledged before is there
 *   <li>{@code run}: see {@link RunAction}
 *   <li>{@code progress}: {run, since} gives {status, waits, error, millis, outputs, nodes, records}; with the {@code records} of an
 *       earlier answer as {@code since}, only the nodes that have changed
 *   <li>{@code status}: {} gives how busy the engine is, as in {@link io.sandglass.engine.EngineStatus}
 *   <li>{@code steer} and {@code explain}: see {@link Steer}
 *   <li>{@code recording}: see {@link RecordedAttempts}
 *   <li>{@code pausing}: see {@link Pausing}
 *   <li>{@code release}: {plugin} gives {released}, the digest
 * </ul>
 */
final class ControlActions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_QUERY = Duration.ofSeconds(30);
    private static final int MAX_ROWS = 100_000;

    /** As many as the store has connections for readers, how many more wait, and how long. */
    private static final int QUERIES = 4;

    private static final int WAITING = 16;

    private static final Duration QUEUEING = Duration.ofSeconds(10);

    private static final String UNCOUNTED =
            "what tenants with fuelPerDay have used today is being counted; their guests wait for that,"
                    + " five minutes at most";

    private final Workbench workbench;
    private final FollowedRuns followed;
    private final Steer steer;
    private final Pauses pauses;
    private final QueryTurns queries = new QueryTurns(QUERIES, WAITING, QUEUEING);

    ControlActions(Workbench workbench, Pauses pauses) {
        this.workbench = requireNonNull(workbench, "workbench");
        this.pauses = requireNonNull(pauses, "pauses");
        this.steer = new Steer(workbench.engine());
        this.followed =
                new FollowedRuns(workbench.store().runs(), workbench.platform().clock());
        workbench.engine().addListener(followed);
    }

    Map<String, Action> byName() {
        Map<String, Action> actions = new HashMap<>(Map.of(
                "query", guarded(this::query),
                "run", guarded(new RunAction(workbench, followed, pauses)::run),
                "progress", guarded(this::progress),
                "steer", guarded(steer::steer),
                "explain", guarded(steer::explain),
                "recording", guarded(new RecordedAttempts(workbench.store().runs())::find),
                "pausing", guarded(new Pausing(pauses, names())::answer),
                "status", guarded(request -> status()),
                "release", guarded(this::release)));
        new StoreActions(workbench.store(), workbench.platform().clock())
                .byName()
                .forEach((name, action) -> actions.put(name, guarded(action)));
        return actions;
    }

    private PausableNames names() {
        H2Store store = workbench.store();
        return new PausableNames(store.specs(), store.triggers(), store.pauses());
    }

    private Object status() {
        H2Store store = workbench.store();
        EngineStatus engine = workbench.engine().status();
        Map<String, @Nullable Object> status = StatusWords.object(
                engine, store.projectionLag().trouble(), workbench.catalog().runningStrays());
        status.put("fuel", workbench.fuelKnown() ? null : UNCOUNTED);
        status.putAll(StoreWords.object(store, engine.lostLogLines()));
        return status;
    }

    /** An outage is no defect: the caller may ask again. */
    private Action guarded(Action action) {
        return request -> {
            try {
                return action.answer(request);
            } catch (IllegalArgumentException | RecordsLost e) {
                throw new BadRequest(String.valueOf(e.getMessage()));
            } catch (StoreUnavailable e) {
                workbench.engine().doubtStore();
                throw new Unavailable(String.valueOf(e.getMessage()));
            }
        };
    }

    private Object query(JsonNode request) {
        return queries.during(() -> ask(request));
    }

    private Object ask(JsonNode request) {
        List<@Nullable Object> parameters = new ArrayList<>();
        request.path("parameters").forEach(value -> parameters.add(JSON.convertValue(value, Object.class)));
        int maxRows = Math.min(MAX_ROWS, Math.max(1, request.path("maxRows").asInt(MAX_ROWS)));
        try {
            HistoryQuery history = workbench.store().history();
            String sql = text(request, "sql");
            Table table = request.path("now").asBoolean()
                    ? history.queryNow(sql, parameters, maxRows, LONGEST_QUERY)
                    : history.query(sql, parameters, maxRows, LONGEST_QUERY);
            List<List<@Nullable Object>> rows = new ArrayList<>();
            table.rows().forEach(row -> rows.add(plain(row)));
            return Map.of("columns", table.columns(), "rows", rows, "truncated", table.truncated());
        } catch (QueryFailed e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
    }

    private static List<@Nullable Object> plain(List<@Nullable Object> row) {
        List<@Nullable Object> cells = new ArrayList<>();
        row.forEach(cell ->
                cells.add(cell == null || cell instanceof Number || cell instanceof Boolean ? cell : cell.toString()));
        return cells;
    }

    private Object progress(JsonNode request) {
        RunId run = runId(request);
        Map<String, @Nullable Object> progress = followed.progress(
                        run, request.path("since").asLong(-1))
                .orElseThrow(() -> new BadRequest("there is no run " + run))
                .object();
        workbench.engine().waits(run).ifPresent(wait -> progress.put("waits", wait.toString()));
        return progress;
    }

    private Object release(JsonNode request) {
        return Map.of("released", workbench.catalog().release(text(request, "plugin")));
    }

    private static RunId runId(JsonNode request) {
        try {
            return RunId.parse(text(request, "run"));
        } catch (IllegalArgumentException e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
    }

    /** @throws BadRequest if the request has none */
    static String text(JsonNode request, String field) {
        return Optional.ofNullable(request.path(field).textValue())
                .orElseThrow(() -> new BadRequest("the request has no text '" + field + "'"));
    }
}
