package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.app.Home;
import io.sandglass.app.NodeLine;
import io.sandglass.app.RunEnding;
import io.sandglass.plugin.Payload;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Hands a run to the service that has the home open, and follows it there. */
final class ServedRun {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ASK_EVERY_MILLIS = 150;

    /** A little longer than a service waits for a record. */
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(15);

    private final Home home;
    private final Served service;
    private final Terminal terminal;

    ServedRun(Home home, Served service, Terminal terminal) {
        this.home = requireNonNull(home, "home");
        this.service = requireNonNull(service, "service");
        this.terminal = requireNonNull(terminal, "terminal");
    }

    /** @return how the run ended; empty if it was there already and has not, as far as history tells */
    Optional<RunStatus> run(RunOrder order, RunScreen screen, OutputFormat format) throws InterruptedException {
        try (Interruption interruption = new Interruption()) {
            JsonNode started = start(order);
            String run = started.path("run").asText();
            String workflow = started.path("workflow").asText();
            if (started.path("already").asBoolean()) {
                EarlierRun earlier = EarlierRun.find(new HistoryDoor.Remote(service), run, workflow);
                screen.already(earlier, format);
                return earlier.ending();
            }
            interruption.cancelsBy(() -> cancel(run));
            screen.begin(run, workflow, started.path("revision").asInt());
            Map<String, NodeLine> nodes = new LinkedHashMap<>();
            RunEnding ending = ending(run, workflow, follow(run, screen, nodes));
            screen.end(ending, nodes.values(), format);
            return Optional.of(ending.status());
        }
    }

    private JsonNode start(RunOrder order) {
        try {
            return service.ask("run", order.request());
        } catch (CommandFailed e) {
            String message = String.valueOf(e.getMessage());
            if (order.target() instanceof RunTarget.Deployed deployed && message.startsWith("UNKNOWN_WORKFLOW")) {
                throw deployed.unknown(message);
            }
            List<Path> examples = order.target().plugins();
            throw examples.isEmpty() || !message.contains("UNKNOWN_TYPE") ? e : lacks(examples, e);
        }
    }

    private CommandFailed lacks(List<Path> examples, CommandFailed refusal) {
        return new CommandFailed(
                refusal.exitCode(),
                refusal.getMessage() + "\nA service is running on this home, and it has only the home's own plugins;"
                        + " copy those of the examples there:\n  cp "
                        + examples.get(0)
                        + "/* " + home.plugins());
    }

    /** @param nodes how they stand in the end, in their order */
    private JsonNode follow(String run, RunScreen screen, Map<String, NodeLine> nodes) throws InterruptedException {
        JsonNode progress = progress(run, -1, nodes);
        while (!RunStatus.valueOf(progress.path("status").asText()).ended()) {
            if (progress.path("waits").isTextual()) {
                screen.waits(progress.path("waits").asText());
            } else {
                screen.show(nodes.values());
            }
            TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MILLIS);
            progress = progress(run, progress.path("records").asLong(-1), nodes);
        }
        return progress;
    }

    private JsonNode progress(String run, long since, Map<String, NodeLine> nodes) {
        JsonNode progress = service.ask("progress", Map.of("run", run, "since", since));
        lines(progress).forEach(line -> nodes.put(line.id(), line));
        return progress;
    }

    /** @return whether it ends soon */
    private boolean cancel(String run) {
        Map<String, String> request =
                Map.of("run", run, "operation", "cancel", "reason", "interrupted at the terminal");
        try {
            SteerAnswer answer = new SteerAnswer(service.ask("steer", request, CANCEL_PATIENCE));
            if (answer.passing()) {
                answer.tellRefusal(terminal);
            }
            return !answer.passing();
        } catch (CommandFailed e) {
            terminal.err().println("sandglass: could not cancel run " + run + ": " + e.getMessage());
            return false;
        }
    }

    private static List<NodeLine> lines(JsonNode progress) {
        List<NodeLine> lines = new ArrayList<>();
        progress.path("nodes")
                .forEach(node -> lines.add(new NodeLine(
                        node.path("id").asText(),
                        node.path("kind").asText(),
                        NodeStatus.valueOf(node.path("status").asText()),
                        node.path("attempts").asInt(),
                        node.path("millis").asLong(-1),
                        node.path("note").asText(""))));
        return lines;
    }

    private static RunEnding ending(String run, String workflow, JsonNode progress) {
        return new RunEnding(
                run,
                workflow,
                RunStatus.valueOf(progress.path("status").asText()),
                progress.path("millis").asLong(),
                progress.path("error").asText(""),
                Payload.of(JSON.convertValue(progress.path("outputs"), Object.class)));
    }
}
