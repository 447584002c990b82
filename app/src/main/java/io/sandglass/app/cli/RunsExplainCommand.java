package io.sandglass.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.migration.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says why each node of a run stands where it stands.")
final class RunsExplainCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, the beginning of it, or 'last'.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private String run;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NODE", description = "Only this node.")
    private @Nullable String node;

    RunsExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String id = RunNames.find(home.home(), run);
        try (RunDoor door = RunDoor.open(home.home())) {
            JsonNode explanation = door.explain(id);
            List<JsonNode> nodes = nodes(explanation);
            switch (output.format()) {
                case JSON -> terminal.out().println(Json.pretty(object(explanation, nodes)));
                case YAML -> terminal.out().println(Json.yaml(object(explanation, nodes)));
                case TABLE -> print(explanation, nodes);
            }
        }
        return 0;
    }

    private List<JsonNode> nodes(JsonNode explanation) {
        List<JsonNode> all = new ArrayList<>();
        explanation.path("nodes").forEach(all::add);
        if (node == null) {
            return all;
        }
        List<JsonNode> named = all.stream()
                .filter(one -> one.path("node").asText().equals(node))
                .toList();
        if (named.isEmpty()) {
            List<String> names =
                    all.stream().map(one -> one.path("node").asText()).toList();
            throw new CommandFailed(
                    CommandFailed.USAGE,
                    "run " + explanation.path("run").asText() + " has no node '" + node + "'; "
                            + Suggestion.orElse(node, names, "leave it out to see all"));
        }
        return named;
    }

    private @Nullable Object object(JsonNode explanation, List<JsonNode> nodes) {
        return JSON.convertValue(node == null ? explanation : nodes.get(0), Object.class);
    }

    private void print(JsonNode explanation, List<JsonNode> nodes) {
        String paused = text(explanation, "paused");
        String error = text(explanation, "error");
        terminal.out()
                .println("run " + explanation.path("run").asText() + " of "
                        + explanation.path("workflow").asText() + ": "
                        + terminal.paintState(explanation.path("state").asText())
                        + (paused.isEmpty() ? "" : ", paused " + Printable.line(paused))
                        + (error.isEmpty() ? "" : ", " + Printable.line(error)));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (JsonNode one : nodes) {
            rows.add(new ArrayList<>(List.of(
                    one.path("node").asText(),
                    one.path("status").asText(),
                    one.path("code").asText(),
                    one.path("reason").asText())));
        }
        new Table(List.of("node", "status", "code", "reason"), rows).print(terminal, OutputFormat.TABLE);
    }

    /** Empty where it is null. */
    private static String text(JsonNode object, String field) {
        return object.hasNonNull(field) ? object.path(field).asText() : "";
    }
}
