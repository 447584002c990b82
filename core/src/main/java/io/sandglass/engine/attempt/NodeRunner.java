package io.sandglass.engine.attempt;

import io.sandglass.engine.failure.EngineFailures;
import io.sandglass.engine.failure.OneLine;
import io.sandglass.expression.EvaluationFailed;
import io.sandglass.expression.Scope;
import io.sandglass.expression.Template;
import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.plan.ConfigCheck;
import io.sandglass.plan.InvalidConfig;
import io.sandglass.plan.PlannedNode;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeResult.Awaiting;
import io.sandglass.plugin.NodeResult.Completed;
import io.sandglass.plugin.NodeResult.Failed;
import io.sandglass.plugin.NodeResult.Skipped;
import io.sandglass.plugin.NodeResult.Suspended;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Excess;
import io.sandglass.run.JsonSize;
import io.sandglass.run.RunScopes;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes one attempt of a node, on the thread that calls it: whatever happens becomes a result. Thread-safe. */
public final class NodeRunner {
    private static final int REASON = 500;
    private static final int MOST_ABOUT = 4_000;

    private final Clock clock;

    /** @param clock that expressions see */
    public NodeRunner(Clock clock) {
        this.clock = clock;
    }

    /** Whether there is nothing to decide: it runs. */
    boolean isCertain(AttemptRequest request) {
        return !request.undecided() || request.node().spec().when().isEmpty();
    }

    /** Decides whether the node runs. @return its result without running its code; empty if its code is to run */
    Optional<NodeResult> decide(AttemptRequest request) {
        try {
            return wanted(request) ? Optional.empty() : Optional.of(NodeResult.skipped("'when' is false"));
        } catch (Throwable e) {
            return Optional.of(failure(e, text -> text));
        }
    }

    private boolean wanted(AttemptRequest request) {
        return isCertain(request)
                || request.node()
                        .spec()
                        .when()
                        .map(when -> readable(() -> when.test(scope(request, when.nodes()))))
                        .orElse(true);
    }

    /** Also errors become results: a plugin that exhausts memory or lacks a class must not take the engine along. */
    NodeResult run(AttemptRequest request, AttemptContext context) {
        Fault.at(FaultPoint.BEFORE_NODE_START);
        try {
            Payload with = evaluate(request, context);
            return context.cancellation().isCancelled()
                    ? EngineFailures.cancelled("the attempt was given up before it began")
                    : execute(request.node(), with, context);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return context.cancellation().isCancelled()
                    ? EngineFailures.cancelled("the attempt was interrupted")
                    : failure(e, context::redacted);
        } catch (Throwable e) {
            return failure(e, context::redacted);
        }
    }

    private Payload evaluate(AttemptRequest request, AttemptContext context) {
        Template with = request.node().spec().with();
        return with.constant()
                ? with.source()
                : readable(() -> with.evaluate(scope(request, with.nodes()).withSecrets(context::requireSecret)));
    }

    /** What is read before the node's code runs can be read again without anything being done twice. */
    private static <T> T readable(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (StoreUnavailable e) {
            throw new InputUnreadable(e);
        }
    }

    private static NodeResult execute(PlannedNode node, Payload with, AttemptContext context) throws Exception {
        Limits limits = node.limits();
        Optional<Excess> excess = readable(() -> JsonSize.excess(with, limits.inputBytes(), limits.values()));
        if (excess.isPresent()) {
            return EngineFailures.inputTooLarge(excess.get());
        }
        NodeConfig config;
        try {
            config = readable(() -> ConfigCheck.complete(node.type().type(), with));
        } catch (InvalidConfig | IllegalArgumentException e) {
            return EngineFailures.badConfig(context.redacted(String.valueOf(e.getMessage())));
        }
        return checked(node, node.type().executors().apply(config).execute(context), context);
    }

    /** @param redactor of texts, before they are cut: half a secret would not be found */
    private static NodeResult failure(Throwable e, UnaryOperator<String> redactor) {
        if (e instanceof SecretMissing missing) {
            return EngineFailures.secretMissing(missing.code(), missing.getMessage());
        }
        if (e instanceof InputUnreadable unreadable) {
            return EngineFailures.inputUnreadable(unreadable.why());
        }
        if (e instanceof StoreUnavailable unavailable) {
            return EngineFailures.payloadUnreadable(unavailable);
        }
        return e instanceof EvaluationFailed
                ? EngineFailures.evaluation(redactor.apply(String.valueOf(e.getMessage())))
                : EngineFailures.pluginError(redactor.apply(EngineFailures.describe(e)));
    }

    private Scope scope(AttemptRequest request, Set<String> nodes) {
        return RunScopes.of(
                request.run(), request.snapshot(), nodes, request.node().id(), clock.now());
    }

    private static NodeResult checked(PlannedNode node, @Nullable NodeResult given, AttemptContext context) {
        if (given == null) {
            return EngineFailures.pluginError(
                    "the node returned null instead of a result; return NodeResult.completed(...)");
        }
        NodeResult result = context.redacted(given);
        if (result instanceof Awaiting awaiting
                && awaiting.expectation().about().length() > MOST_ABOUT) {
            return EngineFailures.aboutTooLong(MOST_ABOUT, result.usage());
        }
        return excess(result, node.limits())
                .map(excess -> EngineFailures.outputTooLarge(excess, result.usage()))
                .orElseGet(() -> told(result));
    }

    private static Optional<Excess> excess(NodeResult result, Limits limits) {
        if (result instanceof Completed completed) {
            return excess(completed.output(), limits);
        }
        if (result instanceof Suspended suspended) {
            return excess(suspended.output(), limits);
        }
        return result instanceof Awaiting awaiting ? excess(awaiting.expectation(), limits) : Optional.empty();
    }

    private static Optional<Excess> excess(Expectation expectation, Limits limits) {
        return expectation.deadline().flatMap(deadline -> excess(deadline.then(), limits));
    }

    private static Optional<Excess> excess(Payload output, Limits limits) {
        return JsonSize.excess(output, limits.outputBytes(), limits.values());
    }

    private static NodeResult told(NodeResult result) {
        if (result instanceof Failed failed) {
            return EngineFailures.told(failed);
        }
        return result instanceof Skipped skipped ? NodeResult.skipped(OneLine.of(skipped.reason(), REASON)) : result;
    }
}
