package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.run.Asked;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Pausable;
import io.sandglass.store.Pause;
import io.sandglass.trigger.Pauses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Pauses and resumes workflows and triggers in the words of the control door, for a service and for a command on its own.
 * Thread-safe.
 *
 * <p>A request is {operation, workflow, trigger, by, reason}, the operation {@code pause} or {@code resume}, the trigger
 * left out for the whole workflow, which may be an id alone; it gives {what, workflow, paused}, or {refused, message,
 * workflow}, the workflow by its whole name, or left out if there is none.
 */
public final class Pausing {
    private final Pauses pauses;
    private final PausableNames names;

    public Pausing(Pauses pauses, PausableNames names) {
        this.pauses = requireNonNull(pauses, "pauses");
        this.names = requireNonNull(names, "names");
    }

    /** @throws IllegalArgumentException if the request makes no sense; the message says why */
    public Map<String, ?> answer(JsonNode request) {
        String operation = request.path("operation").asText();
        Asked asked =
                new Asked(request.path("by").asText(""), request.path("reason").asText(""));
        try {
            Pausable what = names.find(
                    request.path("workflow").asText(),
                    Optional.ofNullable(request.path("trigger").textValue()));
            return switch (operation) {
                case "pause" -> pause(what, asked);
                case "resume" -> resume(what, asked);
                default -> throw new IllegalArgumentException("there is no operation '" + operation + "'");
            };
        } catch (UnknownName e) {
            return refusal(e.code(), e.workflow(), String.valueOf(e.getMessage()));
        }
    }

    /** Why a workflow is not run by hand without further ado; empty if nobody has paused it. */
    public static Optional<String> refusal(Pauses pauses, WorkflowKey workflow) {
        return pauses.of(workflow)
                .map(pause -> "workflow " + workflow + " is " + words(pause)
                        + "; resume it (sandglass workflows resume " + workflow
                        + "), or run it all the same with --even-if-paused");
    }

    private Map<String, ?> pause(Pausable what, Asked asked) {
        return pauses.pause(what, asked)
                .<Map<String, ?>>map(begun -> done(what, begun))
                .orElseGet(() -> wrong("pause", what, pauses.lasting(what).map(Pausing::words)));
    }

    private Map<String, ?> resume(Pausable what, Asked asked) {
        return pauses.resume(what, asked)
                .<Map<String, ?>>map(over -> done(what, over))
                .orElseGet(() -> wrong("resume", what, Optional.of("not paused" + whole(what))));
    }

    private static Map<String, ?> done(Pausable what, Pause pause) {
        return Map.of("what", what.toString(), "workflow", what.workflow().toString(), "paused", words(pause));
    }

    /** A trigger may be held up by its workflow. */
    private String whole(Pausable what) {
        return what.trigger()
                .flatMap(name -> pauses.of(what.workflow()))
                .map(pause -> " itself, but workflow " + what.workflow() + " is " + words(pause))
                .orElse("");
    }

    private static Map<String, ?> wrong(String operation, Pausable what, Optional<String> state) {
        String message =
                "cannot " + operation + " " + what + ": it is " + state.orElse("being changed by somebody else");
        return refusal("WRONG_STATE", Optional.of(what.workflow()), message);
    }

    private static Map<String, ?> refusal(String code, Optional<WorkflowKey> workflow, String message) {
        Map<String, String> refusal = new LinkedHashMap<>(Map.of("refused", code, "message", message));
        workflow.ifPresent(known -> refusal.put("workflow", known.toString()));
        return refusal;
    }

    private static String words(Pause pause) {
        String why = pause.asked().why();
        return "paused by " + pause.asked().by() + " since " + pause.from() + (why.isEmpty() ? "" : ": " + why);
    }
}
