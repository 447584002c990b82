package io.sandglass.app.cli;

import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports the outcome of an operation: line by line for people, as one object at the end for programs, whose shape is in
 * docs/reference/json.md. Not thread-safe.
 */
final class SteerReport {
    private final Terminal terminal;
    private final OutputOptions output;
    private final String operation;
    private final List<Map<String, ? extends @Nullable Object>> done = new ArrayList<>();
    private final List<Map<String, ? extends @Nullable Object>> already = new ArrayList<>();
    private final List<Map<String, ? extends @Nullable Object>> refused = new ArrayList<>();
    private int exitCode;

    SteerReport(Terminal terminal, OutputOptions output, String operation) {
        this.terminal = terminal;
        this.output = output;
        this.operation = operation;
    }

    /** The worst of all. */
    int exitCode() {
        return exitCode;
    }

    /**
     * It took effect.
     *
     * @param what what it took effect on, for programs
     * @param line the same for people
     */
    void done(Map<String, ? extends @Nullable Object> what, String line) {
        done.add(what);
        say(line);
    }

    /** There was nothing left to do. */
    void already(String run, SteerAnswer answer) {
        Map<String, @Nullable Object> standing = new LinkedHashMap<>();
        standing.put("run", run);
        standing.put("state", answer.state());
        already.add(standing);
        say(operation + ": run " + run + " is " + answer.state() + " already");
    }

    /**
     * It changed nothing, and why; said on the error stream, whoever reads.
     *
     * @param what what it was asked of
     */
    void refused(Map<String, ?> what, SteerAnswer answer) {
        Map<String, @Nullable Object> refusal = new LinkedHashMap<>(what);
        refusal.putAll(answer.refusal());
        refused.add(refusal);
        exitCode = Math.max(exitCode, answer.tellRefusal(terminal));
    }

    /** A run that was made here has ended. */
    void ended(String run, RunEnded end) {
        Map<String, @Nullable Object> last = new LinkedHashMap<>(done.remove(done.size() - 1));
        last.put("ended", end.status().name());
        last.put("error", end.error().orElse(null));
        done.add(last);
        String why = end.error().map(error -> ": " + Printable.line(error)).orElse("");
        say("run " + run + " " + terminal.paintState(end.status().name()) + why);
        exitCode = Math.max(exitCode, end.status() == RunStatus.SUCCEEDED ? 0 : CommandFailed.RUN_FAILED);
    }

    /** A word to people; programs do not see it. */
    void say(String line) {
        if (output.format() == OutputFormat.TABLE) {
            terminal.out().println(line);
            terminal.out().flush();
        }
    }

    /** Summarizes the outcome for many runs. */
    void sum() {
        int runs = done.size();
        say(operation + ": " + runs + (runs == 1 ? " run" : " runs")
                + (already.isEmpty() ? "" : ", " + already.size() + " so already")
                + (refused.isEmpty() ? "" : ", " + refused.size() + " refused"));
    }

    /**
     * Prints the object for programs.
     *
     * @param asked of how many it was asked, also where not all were answered
     */
    void end(long asked) {
        print(asked, List.of());
    }

    /**
     * Prints the object of a question that changes nothing.
     *
     * @param matched how many would be taken
     * @param listed the first of them
     */
    void print(long matched, List<Map<String, @Nullable Object>> listed) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("operation", operation);
        object.put("matched", matched);
        object.put("done", done);
        object.put("already", already);
        object.put("refused", refused);
        object.put("listed", listed);
        output.print(terminal, object, List.of());
    }
}
