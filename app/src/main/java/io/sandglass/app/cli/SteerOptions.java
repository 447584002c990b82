package io.sandglass.app.cli;

import io.sandglass.app.OwnEnd;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunStatus;
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

    SteerOptions(Terminal terminal) {
        this.terminal = terminal;
    }

    HomeOptions home() {
        return home;
    }

    /** Who asks, and why. */
    Map<String, String> asked() {
        return Map.of("by", by, "reason", reason);
    }

    /**
     * Asks for one operation on a run and says what became of it.
     *
     * @param details what the operation needs beyond the run
     * @return the exit code
     */
    int steer(String operation, String run, Map<String, ? extends @Nullable Object> details)
            throws InterruptedException {
        try (RunDoor door = RunDoor.open(home.home())) {
            SteerAnswer answer = ask(door, operation, run, details);
            return answer.refused()
                    ? answer.tellRefusal(terminal)
                    : done(door, operation, run, subject(details), answer);
        }
    }

    /**
     * Asks the same of each run. One that stands already where it is to be brought is no failure, one that is refused
     * does not hold up the others.
     *
     * @param runs their ids
     * @return the worst exit code
     */
    int steer(ManyVerb verb, List<String> runs) throws InterruptedException {
        if (runs.isEmpty()) {
            terminal.out().println("0 runs; nothing was changed");
            return 0;
        }
        try (RunDoor door = RunDoor.open(home.home())) {
            Tally tally = new Tally();
            for (String run : runs) {
                steer(door, verb, run, tally);
            }
            terminal.out().println(tally.words(verb));
            return tally.exitCode();
        }
    }

    private void steer(RunDoor door, ManyVerb verb, String run, Tally tally) throws InterruptedException {
        SteerAnswer answer = ask(door, verb.word(), run, Map.of());
        if (answer.alreadySo(verb)) {
            terminal.out().println(verb.word() + ": run " + run + " is " + answer.state() + " already");
            tally.already();
        } else if (answer.refused()) {
            tally.refused(answer.tellRefusal(terminal));
        } else {
            tally.done(done(door, verb.word(), run, "", answer));
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

    /** What of the run, such as a node. */
    private static String subject(Map<String, ? extends @Nullable Object> details) {
        List<String> words = new ArrayList<>();
        for (String detail : List.of("node", "name", "status", "priority")) {
            Optional.ofNullable(details.get(detail)).ifPresent(value -> words.add(String.valueOf(value)));
        }
        return words.isEmpty() ? "" : ", " + Printable.line(String.join(" ", words));
    }

    private int done(RunDoor door, String operation, String run, String subject, SteerAnswer answer)
            throws InterruptedException {
        String what = answer.run().equals(run) ? "" : " as run " + answer.run();
        terminal.out().println(operation + ": run " + run + subject + what + answer.nodes());
        terminal.out().flush();
        return runsHere(operation) ? end(door, answer.run()) : 0;
    }

    private static boolean runsHere(String operation) {
        return operation.equals("retry") || operation.equals("rerun");
    }

    private int end(RunDoor door, String run) throws InterruptedException {
        try {
            Optional<RunEnded> end = door.end(run);
            end.ifPresent(ended -> terminal.out()
                    .println("run " + run + " "
                            + terminal.paintState(ended.status().name())
                            + ended.error()
                                    .map(error -> ": " + Printable.line(error))
                                    .orElse("")));
            return end.filter(ended -> ended.status() != RunStatus.SUCCEEDED).isPresent()
                    ? CommandFailed.RUN_FAILED
                    : 0;
        } catch (OwnEnd.Unanswered e) { // as if a service made it: what was asked for is done
            terminal.out().println(Printable.line(String.valueOf(e.getMessage())));
            return 0;
        }
    }
}
