package io.sandglass.app.cli;

import io.sandglass.app.OwnEnd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command has that steers runs. */
final class SteerOptions {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is recorded.")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who asks. Default: the name you are logged in with.")
    private String by = System.getProperty("user.name", "");

    @Mixin
    private final OutputOptions output = new OutputOptions();

    SteerOptions(Terminal terminal) {
        this.terminal = terminal;
    }

    HomeOptions home() {
        return home;
    }

    OutputOptions output() {
        return output;
    }

    /** Who asks, and why. */
    Map<String, String> asked() {
        return Map.of("by", by, "reason", reason);
    }

    /** An empty one. */
    SteerReport report(String operation) {
        return new SteerReport(terminal, output, operation);
    }

    /**
     * Asks for one operation on a run and reports the outcome.
     *
     * @param details what the operation needs beyond the run
     * @return the exit code
     */
    int steer(String operation, String run, Map<String, ? extends @Nullable Object> details)
            throws InterruptedException {
        SteerReport report = report(operation);
        try (RunDoor door = RunDoor.open(home.home())) {
            SteerAnswer answer = ask(door, operation, run, details);
            try {
                tell(door, operation, target(run, details), answer, report);
            } finally {
                report.end(1);
            }
        }
        return report.exitCode();
    }

    private static void tell(
            RunDoor door, String operation, Map<String, Object> target, SteerAnswer answer, SteerReport report)
            throws InterruptedException {
        if (answer.refused()) {
            report.refused(target, answer);
        } else {
            done(door, operation, target, answer, report);
        }
    }

    /**
     * Asks the same of each run. One that stands already where it is to be brought is no failure, one that is refused
     * does not hold up the others; what was done is reported even if a later question is not answered.
     *
     * @param runs their ids
     * @return the worst exit code
     */
    int steer(ManyVerb verb, List<String> runs) throws InterruptedException {
        SteerReport report = report(verb.word());
        if (runs.isEmpty()) {
            report.say("0 runs; nothing was changed");
            report.end(0);
            return 0;
        }
        try (RunDoor door = RunDoor.open(home.home())) {
            steer(door, verb, runs, report);
        }
        return report.exitCode();
    }

    private void steer(RunDoor door, ManyVerb verb, List<String> runs, SteerReport report) throws InterruptedException {
        try {
            for (String run : runs) {
                steer(door, verb, run, report);
            }
            report.sum();
        } finally {
            report.end(runs.size());
        }
    }

    private void steer(RunDoor door, ManyVerb verb, String run, SteerReport report) throws InterruptedException {
        SteerAnswer answer = ask(door, verb.word(), run, Map.of());
        if (answer.alreadySo(verb)) {
            report.already(run, answer);
        } else {
            tell(door, verb.word(), Map.of("run", run), answer, report);
        }
    }

    private SteerAnswer ask(
            RunDoor door, String operation, String run, Map<String, ? extends @Nullable Object> details) {
        Map<String, @Nullable Object> request = new LinkedHashMap<>(details);
        request.put("run", run);
        request.put("operation", operation);
        request.putAll(asked());
        return new SteerAnswer(door.steer(request));
    }

    /** The run, and what of it, such as a node; in the order in which one says it. */
    private static Map<String, Object> target(String run, Map<String, ? extends @Nullable Object> details) {
        Map<String, Object> target = new LinkedHashMap<>(Map.of("run", run));
        for (String detail : List.of("node", "name", "status", "priority")) {
            Optional.ofNullable(details.get(detail)).ifPresent(value -> target.put(detail, value));
        }
        return target;
    }

    private static void done(
            RunDoor door, String operation, Map<String, Object> target, SteerAnswer answer, SteerReport report)
            throws InterruptedException {
        Map<String, @Nullable Object> done = new LinkedHashMap<>(target);
        String run = String.valueOf(target.get("run"));
        if (!answer.run().equals(run)) {
            done.put("newRun", answer.run());
        }
        done.put("nodes", answer.nodes());
        report.done(done, line(operation, target, answer));
        if (operation.equals("retry") || operation.equals("rerun")) {
            end(door, answer.run(), report);
        }
    }

    /** Such as {@code force: run 06xv761xg0000, n15 succeeded}. */
    private static String line(String operation, Map<String, Object> target, SteerAnswer answer) {
        List<String> words = new ArrayList<>();
        target.forEach((name, value) -> words.add(String.valueOf(value)));
        String run = words.remove(0);
        String subject = words.isEmpty() ? "" : ", " + String.join(" ", words);
        String what = answer.run().equals(run) ? "" : " as run " + answer.run();
        return Printable.line(operation + ": run " + run + subject + what + answer.nodeWords(run));
    }

    private static void end(RunDoor door, String run, SteerReport report) throws InterruptedException {
        try {
            door.end(run).ifPresent(ended -> report.ended(run, ended));
        } catch (OwnEnd.Unanswered e) { // as if a service made it: what was asked for is done
            report.say(Printable.line(String.valueOf(e.getMessage())));
        }
    }
}
