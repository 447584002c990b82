package io.sandglass.engine.attempt;

import io.sandglass.plugin.Execution;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.Expectation.Deadline;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeResult.Awaiting;
import io.sandglass.plugin.NodeResult.Completed;
import io.sandglass.plugin.NodeResult.Failed;
import io.sandglass.plugin.NodeResult.Skipped;
import io.sandglass.plugin.NodeResult.Suspended;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Redactor;
import io.sandglass.plugin.Usage;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The secrets of one attempt: given out as granted, and taken out of what the attempt leaves behind. Only what was given
 * out can show up, so only that is looked for. Thread-safe.
 */
final class AttemptSecrets {
    private final Set<String> granted;
    private final SecretSource source;
    private final Set<String> given = new HashSet<>();
    private volatile Redactor redactor = Redactor.NONE;

    AttemptSecrets(Set<String> granted, SecretSource source) {
        this.granted = granted;
        this.source = source;
    }

    Optional<String> value(String name) {
        Optional<String> value = granted.contains(name) ? source.value(name) : Optional.empty();
        value.ifPresent(this::give);
        return value;
    }

    /** One at a time: of two redactors made at once, the one stored last might not know the other's secret. */
    private synchronized void give(String secret) {
        if (given.add(secret)) {
            redactor = Redactor.of(given);
        }
    }

    /** @throws SecretMissing if it is not granted, or not there */
    String require(String name) {
        if (!granted.contains(name)) {
            throw SecretMissing.notGranted(name);
        }
        return value(name).orElseThrow(() -> SecretMissing.unknown(name));
    }

    String redact(String text) {
        return redactor.redact(text);
    }

    NodeResult redact(NodeResult result) {
        Redactor clean = redactor;
        if (clean == Redactor.NONE) {
            return result;
        }
        if (result instanceof Completed done) {
            return new Completed(clean.redact(done.output()), redact(done.usage()));
        }
        if (result instanceof Failed failed) {
            return new Failed(redact(failed.failure()), redact(failed.usage()));
        }
        if (result instanceof Awaiting awaiting) {
            return new Awaiting(redact(awaiting.expectation()));
        }
        if (result instanceof Suspended suspended) {
            return new Suspended(suspended.wakeAt(), clean.redact(suspended.output()));
        }
        return result instanceof Skipped skipped ? new Skipped(clean.redact(skipped.reason())) : result;
    }

    private Expectation redact(Expectation expected) {
        return new Expectation(
                expected.kind(),
                redactor.redact(expected.about()),
                expected.deadline().map(end -> new Deadline(end.at(), redact(end.then()))),
                expected.rejectionFails());
    }

    /** A recording that holds a secret could not be replayed without it, so it is not kept. */
    private Usage redact(Usage usage) {
        Execution execution = usage.execution();
        boolean told = execution
                .recording()
                .filter(recording -> !redactor.redact(recording).equals(recording))
                .isPresent();
        return told ? usage.with(execution.withoutRecording()) : usage;
    }

    private NodeFailure redact(NodeFailure failure) {
        return new NodeFailure(failure.kind(), failure.code(), redactor.redact(failure.message()), failure.retryable());
    }

    Payload redact(Payload value) {
        return redactor.redact(value);
    }
}
