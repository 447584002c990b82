package io.sandglass.plugin.wasm;

import io.sandglass.plugin.Execution;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Usage;
import io.sandglass.plugin.json.TooManyValues;
import io.sandglass.sandbox.Fault;
import io.sandglass.sandbox.Outcome;
import io.sandglass.sandbox.SandboxResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Says how a guest's run ended in the words of a node. */
record WasmOutcome(String label, SandboxResult run, Optional<Recording> recording) {
    private static final int TRY_AGAIN = 75; // EX_TEMPFAIL of sysexits.h
    private static final int LONGEST_LINE = 500;

    /** Passes the guest's standard error on as log lines. */
    void log(NodeContext context) {
        stderrLines().forEach(line -> context.log(LogLevel.INFO, line));
        if (run.stderrTruncated()) {
            String cut = "the log was cut after " + run.stderr().length + " bytes; raise limits.log to see more";
            context.log(LogLevel.WARN, cut);
        }
    }

    /** @param values the most there may be in its output */
    NodeResult result(long values) {
        return switch (run.outcome()) {
            case OK -> completed(values);
            case EXIT_NONZERO -> exited();
            case TRAP -> failed(FailureKind.USER, "Trap");
            case FUEL_EXHAUSTED -> failed(FailureKind.LIMIT, "FuelExhausted");
            case TIMED_OUT -> failed(FailureKind.LIMIT, "Timeout");
            case CANCELLED -> failed(FailureKind.USER, "Cancelled");
            case MEMORY_LIMIT -> failed(FailureKind.LIMIT, "MemoryLimit");
            case STACK_LIMIT -> failed(FailureKind.LIMIT, "StackLimit");
            case INPUT_LIMIT -> failed(FailureKind.LIMIT, "InputLimit");
            case OUTPUT_LIMIT -> failed(FailureKind.LIMIT, "OutputLimit");
            case HOST_CALL_DENIED -> failed(FailureKind.USER, "HostCallDenied");
            case HOST_CALL_LIMIT -> failed(FailureKind.LIMIT, "HostCallLimit");
            case HOST_CALL_FAILED -> failed(FailureKind.INTERNAL, "HostCallFailed");
            case LINK_ERROR -> failed(FailureKind.USER, "LinkError");
            case ABANDONED, ENGINE_ERROR -> failed(FailureKind.INTERNAL, "SandboxError");
        };
    }

    private NodeResult completed(long values) {
        try {
            return new NodeResult.Completed(
                    NodeFiles.with(GuestJson.answer(run.stdout(), values), run.scratchFiles()), usage());
        } catch (TooManyValues tooMany) {
            String message = label + " put out " + tooMany.getMessage() + "; put out less or raise limits.values";
            NodeFailure failure = NodeFailure.of(FailureKind.LIMIT, "OutputTooLarge", message);
            return new NodeResult.Failed(failure, usage(Outcome.OUTPUT_LIMIT.name()));
        } catch (IOException noJson) {
            String message = label + " ended well, but its standard output cannot be taken: " + shorten(noJson);
            NodeFailure failure = NodeFailure.of(FailureKind.USER, "BadOutput", message);
            return new NodeResult.Failed(failure, usage("BAD_OUTPUT"));
        }
    }

    private NodeResult exited() {
        List<String> lines = stderrLines();
        String last = lines.isEmpty() ? "" : ": " + cut(lines.get(lines.size() - 1));
        String code = Integer.toUnsignedString(run.exitCode());
        FailureKind kind = run.exitCode() == TRY_AGAIN ? FailureKind.EXTERNAL : FailureKind.USER;
        return new NodeResult.Failed(
                NodeFailure.of(kind, "Exit." + code, label + " exited with " + code + last), usage());
    }

    private NodeResult failed(FailureKind kind, String code) {
        Outcome outcome = run.outcome();
        String message = label + ": " + run.fault().map(Fault::message).orElse(outcome.name());
        NodeFailure failure = NodeFailure.of(kind, code, message).retryable(outcome.retryable());
        return new NodeResult.Failed(failure, usage());
    }

    private Usage usage() {
        return usage(run.outcome().name());
    }

    private Usage usage(String outcome) {
        io.sandglass.sandbox.Usage used = run.usage();
        Execution execution = new Execution(
                outcome,
                "wasm",
                used.fuelSchedule(),
                used.wallNanos(),
                used.queueNanos(),
                used.stdinBytes(),
                used.hostCalls(),
                used.peakStackUnits(),
                recording.map(Recording::payload));
        return new Usage(
                used.fuelUnits(),
                used.cpuNanos(),
                used.peakMemoryBytes(),
                used.stdoutBytes(),
                used.stderrBytes(),
                execution);
    }

    private List<String> stderrLines() {
        return new String(run.stderr(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** The parser's own sentence, without the piece of the text that it points to. */
    private static String shorten(IOException noJson) {
        String message = String.valueOf(noJson.getMessage());
        int newLine = message.indexOf('\n');
        return cut(newLine < 0 ? message : message.substring(0, newLine));
    }

    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
    }
}
