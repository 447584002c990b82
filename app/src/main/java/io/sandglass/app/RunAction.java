package io.sandglass.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.app.http.ControlServer.BadRequest;
import io.sandglass.app.http.ControlServer.Unavailable;
import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.SpecProblem;
import io.sandglass.plan.CompiledWorkflow;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunId;
import io.sandglass.store.StoredSpec;
import io.sandglass.trigger.Pauses;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Starts a run that somebody asks for by hand: {document, source, inputs, evenIfPaused, key} gives {run, workflow, revision,
 * already}, or 400 with the problems as its message. With a key that an earlier request had, {@code already} is true and
 * {@code run} is what that one has started. Thread-safe.
 */
record RunAction(Workbench workbench, FollowedRuns followed, Pauses pauses) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Object run(JsonNode request) {
        String document = ControlActions.text(request, "document");
        try {
            CompiledWorkflow compiled = workbench.catalog().compiler().compile(document);
            Optional<String> key = key(request);
            refuseIfPaused(compiled, key, request.path("evenIfPaused").asBoolean());
            StoredSpec stored = workbench.save(compiled, document, ControlActions.text(request, "source"));
            Payload inputs = Payload.of(JSON.convertValue(request.path("inputs"), Object.class));
            LaunchResult result =
                    workbench.engine().launch(LaunchRequest.byHand(stored.workflow(), stored.revision(), inputs, key));
            return answer(result, stored, compiled);
        } catch (InvalidSpec e) {
            throw new BadRequest(
                    e.problems().stream().map(SpecProblem::toString).collect(Collectors.joining("\n")));
        }
    }

    /** One that could not be read is not left out: the caller counts on one run. */
    private static Optional<String> key(JsonNode request) {
        return request.hasNonNull("key") ? Optional.of(ControlActions.text(request, "key")) : Optional.empty();
    }

    private Map<String, Object> answer(LaunchResult result, StoredSpec stored, CompiledWorkflow compiled) {
        if (result instanceof LaunchResult.Started started) {
            followed.follow(started.run(), compiled.plan());
            return answer(started.run(), stored, false);
        }
        if (result instanceof LaunchResult.AlreadyStarted earlier) {
            return answer(earlier.run(), stored, true);
        }
        if (LaunchWords.passing(result)) {
            throw new Unavailable(LaunchWords.refusal(result));
        }
        throw new BadRequest(LaunchWords.refusal(result));
    }

    private static Map<String, Object> answer(RunId run, StoredSpec stored, boolean already) {
        return Map.of(
                "run",
                run.toString(),
                "workflow",
                stored.workflow().toString(),
                "revision",
                stored.revision(),
                "already",
                already);
    }

    private void refuseIfPaused(CompiledWorkflow compiled, Optional<String> key, boolean evenIfPaused) {
        new PausedLaunch(workbench.engine(), pauses)
                .refusal(compiled.plan().spec().key(), key)
                .filter(reason -> !evenIfPaused)
                .ifPresent(reason -> {
                    throw new BadRequest(reason);
                });
    }
}
