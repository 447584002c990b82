package io.sandglass.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The outcome of an operation on a run, a workflow or a trigger.
 *
 * @param json as in {@link io.sandglass.app.Steer} or {@link io.sandglass.app.Pausing}
 */
record SteerAnswer(JsonNode json) {
    /** Refusals that say nothing about the request: the same one may succeed later, or this one yet. */
    private static final Set<String> PASSING = Set.of("BUSY", "NOT_STORED", "UNCONFIRMED");

    /** Of many, the first are enough to see which they are. */
    private static final int MOST_NODES = 20;

    boolean refused() {
        return json.has("refused");
    }

    /** Whether it was refused for something outside, or is not known to be done. */
    boolean passing() {
        return PASSING.contains(code());
    }

    /** Whether it was refused only because the run stands already where this would bring it. */
    boolean alreadySo(ManyVerb verb) {
        return code().equals("WRONG_STATE") && verb.alreadySo(json.path("state").asText());
    }

    /** Where the run stands; empty if it was not refused. */
    String state() {
        return json.path("state").asText();
    }

    /** The refusal for programs: code, message, and of a run its state and what is possible instead. */
    Map<String, Object> refusal() {
        Map<String, Object> refusal = new LinkedHashMap<>();
        refusal.put("code", code());
        refusal.put("message", json.path("message").asText());
        if (!state().isEmpty()) {
            refusal.put("state", state());
            refusal.put("possible", texts("possible"));
        }
        return refusal;
    }

    /** Says on the error stream why it was refused. */
    int tellRefusal(Terminal terminal) {
        terminal.err()
                .println("sandglass: " + code() + ": "
                        + Printable.line(json.path("message").asText()));
        return passing() ? CommandFailed.UNAVAILABLE : CommandFailed.USAGE;
    }

    /** The run it was asked of; of a rerun the new one. */
    String run() {
        return json.path("run").asText();
    }

    /** The nodes that it is about; may be none. */
    List<String> nodes() {
        return texts("nodes");
    }

    /**
     * The same for people, such as {@code  (again: n15, n16)}; empty if there are none.
     *
     * @param asked the run it was asked of
     */
    String nodeWords(String asked) {
        List<String> nodes = nodes();
        if (nodes.isEmpty()) {
            return "";
        }
        String what = run().equals(asked) ? "again" : "taken over";
        String first = nodes.stream().limit(MOST_NODES).collect(Collectors.joining(", "));
        String more = nodes.size() > MOST_NODES ? " and " + (nodes.size() - MOST_NODES) + " more" : "";
        return " (" + what + ": " + first + more + ")";
    }

    /** Empty if it was not refused. */
    private String code() {
        return json.path("refused").asText();
    }

    private List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        json.path(field).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
