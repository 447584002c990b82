package io.sandglass.engine;

import io.sandglass.expression.EvaluationFailed;
import io.sandglass.expression.Template;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunId;
import io.sandglass.run.RunState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The outputs of a run whose nodes have all ended. */
record RunOutputs(RunId run, Map<String, Template> templates, RunState state) {
    Input.Outputs evaluate(Instant at) {
        Map<String, Payload> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, Template> output : templates.entrySet()) {
            try {
                outputs.put(output.getKey(), evaluate(output.getKey(), output.getValue(), at));
            } catch (EvaluationFailed e) {
                String error = "output '" + output.getKey() + "' could not be evaluated: " + e.getMessage();
                return new Input.Outputs(Payload.EMPTY, Optional.of(error), at);
            }
        }
        return new Input.Outputs(Payload.of(outputs), Optional.empty(), at);
    }

    private Payload evaluate(String name, Template template, Instant at) {
        return template.evaluate(RunScopes.of(run, state, template.nodes(), "outputs." + name, at));
    }
}
