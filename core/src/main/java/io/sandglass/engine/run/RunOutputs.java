package io.sandglass.engine.run;

import io.sandglass.engine.failure.EngineFailures;
import io.sandglass.engine.step.Input;
import io.sandglass.expression.EvaluationFailed;
import io.sandglass.expression.Template;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.Payload;
import io.sandglass.run.JsonSize;
import io.sandglass.run.RunId;
import io.sandglass.run.RunScopes;
import io.sandglass.run.RunState;
import io.sandglass.store.StoreUnavailable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outputs of a run whose nodes have all ended. */
record RunOutputs(RunId run, Map<String, Template> templates, RunState state) {
    /** Of all outputs together. */
    private static final Limits MOST = Limits.DEFAULT;

    /**
     * Whatever else happens becomes an answer: without one the run would never end.
     *
     * @throws StoreUnavailable if what they are made of cannot be read now
     */
    Input.Outputs evaluate(Instant at) {
        try {
            Payload outputs = all(at);
            return JsonSize.excess(outputs, MOST.outputBytes(), MOST.values())
                    .map(excess -> failed("OutputTooLarge: the workflow's outputs take " + excess.told(), at))
                    .orElseGet(() -> new Input.Outputs(outputs, Optional.empty(), at));
        } catch (StoreUnavailable e) {
            throw e;
        } catch (EvaluationFailed e) {
            return failed(e.getMessage(), at);
        } catch (Throwable e) {
            return failed("the workflow's outputs could not be made: " + EngineFailures.describe(e), at);
        }
    }

    private Payload all(Instant at) {
        Map<String, Payload> outputs = new LinkedHashMap<>();
        templates.forEach((name, template) -> outputs.put(name, evaluate(name, template, at)));
        return Payload.of(outputs);
    }

    private Payload evaluate(String name, Template template, Instant at) {
        try {
            return template.evaluate(RunScopes.of(run, state, template.nodes(), "outputs." + name, at));
        } catch (EvaluationFailed e) {
            throw new EvaluationFailed("output '" + name + "' could not be evaluated: " + e.getMessage());
        }
    }

    private static Input.Outputs failed(@Nullable String error, Instant at) {
        return new Input.Outputs(Payload.EMPTY, Optional.of(String.valueOf(error)), at);
    }
}
