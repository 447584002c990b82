package io.sandglass.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
     * Asks for one operation on each run and says what became of it.
     *
     * @param runs their ids
     * @param details what the operation needs beyond the run
     * @return the exit code
     */
    int steer(String operation, List<String> runs, Map<String, ? extends @Nullable Object> details)
            throws InterruptedException {
        try (RunDoor door = RunDoor.open(home.home())) {
            int worst = 0;
            for (String run : runs) {
                Map<String, @Nullable Object> request = new LinkedHashMap<>(details);
                request.put("run", run);
                request.put("operation", operation);
                request.putAll(asked());
                worst = Math.max(worst, tell(door, operation, run, door.steer(request)));
            }
            return worst;
        }
    }

    private int tell(RunDoor door, String operation, String run, JsonNode answer) throws InterruptedException {
        if (answer.has("refused")) {
            terminal.err()
                    .println("sandglass: " + answer.path("refused").asText() + ": "
                            + Printable.line(answer.path("message").asText()));
            return CommandFailed.USAGE;
        }
        String made = answer.path("run").asText();
        String what = made.equals(run) ? "" : " as run " + made;
        terminal.out().println(operation + ": run " + run + what + nodes(answer.path("nodes")));
        terminal.out().flush();
        return runsHere(operation) ? end(door, made) : 0;
    }

    private static String nodes(JsonNode nodes) {
        List<String> names = new ArrayList<>();
        nodes.forEach(node -> names.add(node.asText()));
        return names.isEmpty() ? "" : " (" + Printable.line(String.join(", ", names)) + ")";
    }

    private static boolean runsHere(String operation) {
        return operation.equals("retry") || operation.equals("rerun");
    }

    private int end(RunDoor door, String run) throws InterruptedException {
        Optional<RunEnded> end = door.end(run);
        end.ifPresent(ended -> terminal.out()
                .println("run " + run + " " + terminal.paintState(ended.status().name())
                        + ended.error()
                                .map(error -> ": " + Printable.line(error))
                                .orElse("")));
        return end.filter(ended -> ended.status() != RunStatus.SUCCEEDED).isPresent() ? CommandFailed.RUN_FAILED : 0;
    }
}
