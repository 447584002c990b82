package io.sandglass.plugin.standard;

import io.sandglass.plugin.Execution;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says how a native program ended in the words of a node, and behind what walls. */
record NativeEnds(NativeProgram program, Isolation isolation, long wallNanos) {
    /** Nothing here is strong enough. */
    static NodeResult unavailable(NativeProgram program) {
        Optional<Isolation> best = Isolation.PRLIMIT.strongest();
        String message = "'" + program.file() + "' is not run: it asks for isolation by "
                + program.weakest().word()
                + " or stronger, but "
                + best.map(one -> "the strongest that works here is " + one.word())
                        .orElse("none works here")
                + ". Install bwrap (bubblewrap) or allow user namespaces, or let the workflow say with.minIsolation";
        return new NodeResult.Failed(
                NodeFailure.of(FailureKind.USER, "IsolationUnavailable", message),
                Usage.NONE.with(Execution.ended("ISOLATION_UNAVAILABLE")));
    }

    NodeResult result(ShellProcess.End end, Limits limits) {
        return switch (end.how()) {
            case TIMED_OUT -> failed(end, "TIMED_OUT", timeout());
            case TOO_MUCH_OUTPUT ->
                failed(
                        end,
                        "OUTPUT_LIMIT",
                        NodeFailure.of(
                                FailureKind.LIMIT,
                                "OutputLimit",
                                program.file() + " wrote more than limits.output (" + limits.outputBytes()
                                        + " bytes) or limits.log (" + limits.logBytes() + " bytes) and was killed"));
            case EXITED -> end.exitCode() == 0 ? completed(end) : failed(end, "EXIT_NONZERO", exited(end));
        };
    }

    private NodeFailure timeout() {
        String message = program.file() + " was killed after " + wallNanos / 1_000_000
                + " ms: its deadline or limits.wall was reached";
        return NodeFailure.of(FailureKind.LIMIT, "Timeout", message).retryable(true);
    }

    private NodeFailure exited(ShellProcess.End end) {
        List<String> lines =
                end.stderr().lines().filter(line -> !line.isBlank()).toList();
        String last = lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
        return NodeFailure.of(
                FailureKind.EXTERNAL,
                "Exit." + end.exitCode(),
                program.file() + " exited with " + end.exitCode() + last);
    }

    private NodeResult completed(ShellProcess.End end) {
        Payload output = Payload.of(
                Map.of("exitCode", 0, "stdout", end.stdout(), "stderr", end.stderr(), "isolation", isolation.word()));
        return new NodeResult.Completed(output, usage(end, "OK"));
    }

    private NodeResult failed(ShellProcess.End end, String outcome, NodeFailure failure) {
        return new NodeResult.Failed(failure, usage(end, outcome));
    }

    private Usage usage(ShellProcess.End end, String outcome) {
        Execution execution = new Execution(
                outcome, isolation.word(), 0, wallNanos, 0, bytes(program.stdin()), 0, 0, Optional.empty());
        return new Usage(0, 0, 0, bytes(end.stdout()), bytes(end.stderr()), execution);
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
