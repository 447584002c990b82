package io.sandglass.app.cli;

import io.sandglass.app.Replays;
import io.sandglass.plugin.wasm.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a replay of one attempt showed.
 *
 * @param outcome empty if it was refused
 * @param refusal why it was not replayed; empty if it was
 */
record Replayed(String node, int attempt, Optional<Replays.Outcome> outcome, String refusal) {
    /** What it comes to. */
    enum Verdict {
        EQUAL,
        DIFFERENT,
        /** It differs, but the guest could read what changes. */
        UNDECIDED,
        REFUSED
    }

    Verdict verdict() {
        if (outcome.isEmpty()) {
            return Verdict.REFUSED;
        }
        if (differences().isEmpty()) {
            return Verdict.EQUAL;
        }
        return outcome.get().sources().isEmpty() ? Verdict.DIFFERENT : Verdict.UNDECIDED;
    }

    List<Trace.Difference> differences() {
        return outcome.map(Replays.Outcome::differences).orElse(List.of());
    }

    /** One sentence. */
    String explanation() {
        return switch (verdict()) {
            case EQUAL -> "the same outcome, output and fuel";
            case REFUSED -> refusal;
            case DIFFERENT -> "not the same: " + names();
            case UNDECIDED ->
                "not the same: " + names()
                        + "; but the node did not run with determinism: strict, and its module reads "
                        + String.join(", ", outcome.orElseThrow().sources()) + ", so that proves nothing";
        };
    }

    Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("node", node);
        object.put("attempt", attempt);
        object.put("verdict", verdict().name());
        object.put("explanation", explanation());
        outcome.ifPresent(both -> {
            object.put("recorded", both.recorded().values());
            object.put("replayed", both.replayed().values());
        });
        return object;
    }

    private String names() {
        return String.join(
                ", ", differences().stream().map(Trace.Difference::name).toList());
    }
}
