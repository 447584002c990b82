package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.migration.Suggestion;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.RecordsLost;
import io.sandglass.store.RunStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what it takes to run an attempt again. Thread-safe.
 *
 * <p>In the words of the control door, {@code recording} takes {run, node, attempt}, where attempt 0 is the last that has
 * ended, and gives {attempt, recording}.
 */
public final class RecordedAttempts {
    private static final String WASM = "wasm:";
    /** Of ends that do follow from code and input. */
    private static final String UNKEPT = "its host answered with more than is kept of one attempt, or it ran before"
            + " Sandglass kept what it takes to run it again";
    /** Why there is nothing to compare, by how the code ended. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("", "its code never began, was stopped from outside, or ran before Sandglass kept such things"),
            Map.entry("TIMED_OUT", "how far it gets within its wall time is another thing each time"),
            Map.entry("CANCELLED", "somebody stopped it, and nobody would now"),
            Map.entry("MEMORY_LIMIT", "not its own limit was reached, but the memory of the host"),
            Map.entry("INPUT_LIMIT", "its input was over its limit, so no code ran"),
            Map.entry("LINK_ERROR", "its module wants what no host has, so no code ran"),
            Map.entry("HOST_CALL_FAILED", "something broke in the host, which does not follow from its code and input"),
            Map.entry("ABANDONED", "its thread could not be stopped"),
            Map.entry("ENGINE_ERROR", "the engine broke, which does not follow from its code and input"));

    private final RunStore runs;

    public RecordedAttempts(RunStore runs) {
        this.runs = requireNonNull(runs, "runs");
    }

    /** How an attempt ended. */
    private record Ended(int attempt, Usage usage) {}

    Map<String, @Nullable Object> find(JsonNode request) {
        return find(
                RunId.parse(request.path("run").asText()),
                request.path("node").asText(),
                request.path("attempt").asInt());
    }

    /**
     * What it takes to run an attempt again.
     *
     * @param attempt 0 for the last that has ended
     * @throws IllegalArgumentException if there is no such attempt, or it cannot be run again; the message says why
     */
    public Map<String, @Nullable Object> find(RunId run, String node, int attempt) {
        List<RunEvent> events = events(run);
        requireGuest(run, events, node);
        List<Ended> ended = events.stream()
                .flatMap(event -> ended(event, node))
                .filter(one -> attempt == 0 || one.attempt() == attempt)
                .toList();
        if (ended.isEmpty()) {
            throw new IllegalArgumentException(
                    attempt == 0
                            ? "no attempt of node '" + node + "' has ended with a result in run " + run
                            : "node '" + node + "' has no attempt " + attempt + " that ended with a result in run "
                                    + run + "; sandglass runs show " + run + " lists its attempts");
        }
        Ended last = ended.get(ended.size() - 1);
        Payload recording = last.usage().execution().recording().orElseThrow(() -> unrecorded(node, last));
        return Map.of("attempt", last.attempt(), "recording", requireNonNull(recording.value()));
    }

    private List<RunEvent> events(RunId run) {
        try {
            List<RunRecord> records = runs.events(run);
            if (records.isEmpty()) {
                throw new IllegalArgumentException("there is no run " + run);
            }
            return records.stream().map(RunRecord::event).toList();
        } catch (RecordsLost lost) {
            throw new IllegalArgumentException(
                    "nothing of run " + run + " can be run again: " + lost.getMessage(), lost);
        }
    }

    private static void requireGuest(RunId run, List<RunEvent> events, String node) {
        Map<String, String> digests = ((RunStarted) events.get(0)).digests();
        String digest = digests.get(node);
        if (digest == null) {
            throw new IllegalArgumentException("run " + run + " has no node '" + node + "'; "
                    + Suggestion.orElse(node, digests.keySet(), "sandglass runs show " + run + " lists them"));
        }
        if (!digest.startsWith(WASM)) {
            throw new IllegalArgumentException("node '" + node + "' is no WASM node: it ran " + digest
                    + ". Only what runs in the sandbox can be run again without doing anything again");
        }
    }

    private static Stream<Ended> ended(RunEvent event, String node) {
        if (event instanceof NodeSucceeded done && done.node().equals(node)) {
            return Stream.of(new Ended(done.attempt(), done.usage()));
        }
        return event instanceof AttemptFailed failed && failed.node().equals(node)
                ? Stream.of(new Ended(failed.attempt(), failed.usage()))
                : Stream.empty();
    }

    private static IllegalArgumentException unrecorded(String node, Ended ended) {
        String outcome = ended.usage().execution().outcome();
        String attempt = "attempt " + ended.attempt() + " of node '" + node + "' ";
        String reason = REASONS.getOrDefault(outcome, UNKEPT);
        return new IllegalArgumentException(
                outcome.isEmpty()
                        ? attempt + "was not recorded: " + reason
                        : attempt + "ended with " + outcome + " and was not recorded: " + reason);
    }
}
