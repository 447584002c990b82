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
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoredSpec;
import io.sandglass.trigger.Pauses;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Starts a run that somebody asks for by hand: {document, source, inputs, evenIfPaused, key}, or {workflow, inputs,
 * evenIfPaused, key} for one that is deployed, gives {run, workflow, revision, already}, or 400 with the problems as its
 * message. With a key that an earlier request had, {@code already} is true and {@code run} is what that one has started.
 * Thread-safe.
 */
record RunAction(Workbench workbench, FollowedRuns followed, Pauses pauses) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Object run(JsonNode request) {
        try {
            return request.hasNonNull("workflow") ? deployed(request) : document(request);
        } catch (InvalidSpec e) {
            throw new BadRequest(
                    e.problems().stream().map(SpecProblem::toString).collect(Collectors.joining("\n")));
        } catch (UnknownName e) {
            throw new BadRequest(e.words());
        }
    }

    private Object document(JsonNode request) {
        String document = ControlActions.text(request, "document");
        CompiledWorkflow compiled = workbench.catalog().compiler().compile(document);
        refuseIfPaused(compiled.plan().spec().key(), request);
        StoredSpec stored = workbench.save(compiled, document, ControlActions.text(request, "source"));
        return launch(stored, compiled, request);
    }

    private Object deployed(JsonNode request) {
        StoredSpec stored =
                new DeployedWorkflows(workbench.store().specs()).find(ControlActions.text(request, "workflow"));
        CompiledWorkflow compiled = workbench.catalog().compiler().compile(stored.body());
        refuseIfPaused(stored.workflow(), request);
        return launch(stored, compiled, request);
    }

    private Object launch(StoredSpec stored, CompiledWorkflow compiled, JsonNode request) {
        Payload inputs = Payload.of(JSON.convertValue(request.path("inputs"), Object.class));
        LaunchResult result = workbench
                .engine()
                .launch(LaunchRequest.byHand(stored.workflow(), stored.revision(), inputs, key(request)));
        return answer(result, stored, compiled);
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

    private void refuseIfPaused(WorkflowKey workflow, JsonNode request) {
        new PausedLaunch(workbench.engine(), pauses)
                .refusal(workflow, key(request))
                .filter(reason -> !request.path("evenIfPaused").asBoolean())
                .ifPresent(reason -> {
                    throw new BadRequest(reason);
                });
    }
}
