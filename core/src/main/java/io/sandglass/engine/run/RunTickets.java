package io.sandglass.engine.run;

import io.sandglass.expression.EvaluationFailed;
import io.sandglass.expression.Scope;
import io.sandglass.expression.Template;
import io.sandglass.fair.RunTicket;
import io.sandglass.fair.Tenancy;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.Position;
import io.sandglass.migration.SpecProblem;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunScopes;
import io.sandglass.run.RunState;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.Queueing;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells which runs count together, and how urgent they are. Thread-safe. */
public record RunTickets(Tenancy tenancy, Clock clock) {
    private static final int LONGEST_KEY = 256;

    /** Unless somebody has changed it: that of its workflow. */
    static int priority(ExecutionPlan plan, RunState state) {
        return state.priority().orElse(plan.spec().queueing().priority());
    }

    /**
     * The ticket of a new run; empty if there is no limit on it.
     *
     * @throws InvalidSpec if its key cannot be made
     */
    public Optional<RunTicket> launched(ExecutionPlan plan, RunId run, RunStarted start) {
        Queueing queueing = plan.spec().queueing();
        return queueing.concurrency()
                .map(rule -> new RunTicket(run, name(rule, run, start), rule, queueing.priority(), clock.nanos()));
    }

    /** The ticket of a run that was launched before it was taken up here; empty if there is no limit on it. */
    Optional<RunTicket> recovered(ExecutionPlan plan, RunId run, RunState state) {
        long since = clock.nanos() - waited(state).toNanos();
        Optional<ConcurrencySpec> rule = plan.spec().queueing().concurrency();
        return state.concurrencyKey()
                .flatMap(name -> rule.map(found -> new RunTicket(run, name, found, priority(plan, state), since)));
    }

    /** How long ago a run was launched, or began to wait for its turn, as far as the wall clock can tell. */
    Duration waited(RunState state) {
        Instant since = state.queuedSince()
                .orElseGet(() -> state.started().orElseThrow().at());
        Duration waited = Duration.between(since, clock.nowMillis());
        return waited.isNegative() ? Duration.ZERO : waited;
    }

    /** Such as {@code shop/nightly[2027-01-04]}. */
    private String name(ConcurrencySpec rule, RunId run, RunStarted start) {
        WorkflowKey workflow = start.workflow();
        String whose = switch (rule.scope()) {
            case WORKFLOW -> workflow.toString();
            case NAMESPACE -> "namespace " + workflow.namespace();
            case TENANT -> "tenant " + tenancy.of(workflow.namespace()).name();
        };
        return rule.key()
                .map(key -> whose + "[" + evaluate(key, run, start) + "]")
                .orElse(whose);
    }

    private static String evaluate(Template key, RunId run, RunStarted start) {
        Scope base = RunScopes.base(run, start.workflow(), start.revision(), start.cause(), start.at());
        Scope scope =
                new Scope(start.inputs(), base.trigger(), base.run(), base.outputs(), base.clockMillis(), base.seed());
        Object value;
        try {
            value = key.evaluate(scope).value();
        } catch (EvaluationFailed e) {
            throw invalid("the concurrency key cannot be evaluated: " + e.getMessage());
        }
        if (!(value instanceof String) && !(value instanceof Number) && !(value instanceof Boolean)) {
            throw invalid("the concurrency key is neither a text nor a number");
        }
        String text = value.toString();
        if (text.length() > LONGEST_KEY) {
            throw invalid("the concurrency key is longer than " + LONGEST_KEY + " characters");
        }
        return text;
    }

    private static InvalidSpec invalid(String reason) {
        String remedy = "correct concurrency.key, or give the inputs that it reads";
        return new InvalidSpec(
                List.of(new SpecProblem("BAD_CONCURRENCY_KEY", "/concurrency/key", Position.START, reason, remedy)));
    }
}
