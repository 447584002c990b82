package io.sandglass.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Mixin
    private final RunArgument run = new RunArgument();

    @Parameters(index = "1", arity = "0..1", paramLabel = "NODE", description = "Only this node.")
    private @Nullable String node;

    @Option(
            names = "--all",
            description = "Each node, also of a run with many: else the first few that have failed or not ended.")
    private boolean all;

    RunsExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String id = run.find(home.home());
        try (RunDoor door = RunDoor.open(home.home())) {
            JsonNode explanation = door.explain(request(id));
            output.format().print(terminal, () -> object(explanation), () -> print(explanation));
        }
        return 0;
    }

    private Map<String, ?> request(String id) {
        return node == null ? Map.of("run", id, "all", all) : Map.of("run", id, "node", node);
    }

    private @Nullable Object object(JsonNode explanation) {
        JsonNode told = node == null ? explanation : explanation.path("nodes").path(0);
        return JSON.convertValue(told, Object.class);
    }

    private void print(JsonNode explanation) {
        String paused = text(explanation, "paused");
        String error = text(explanation, "error");
        terminal.out()
                .println("run " + explanation.path("run").asText() + " of "
                        + explanation.path("workflow").asText() + ": "
                        + terminal.paintState(explanation.path("state").asText())
                        + (paused.isEmpty() ? "" : ", paused " + Printable.line(paused))
                        + (error.isEmpty() ? "" : ", " + Printable.line(error)));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (JsonNode one : explanation.path("nodes")) {
            rows.add(new ArrayList<>(List.of(
                    one.path("node").asText(),
                    one.path("status").asText(),
                    one.path("code").asText(),
                    one.path("reason").asText())));
        }
        new Table(List.of("node", "status", "code", "reason"), rows).print(terminal, OutputFormat.TABLE);
        if (node == null && explanation.path("omitted").asInt() > 0) {
            terminal.out().println(omitted(explanation));
        }
    }

    private static String omitted(JsonNode explanation) {
        StringJoiner counts = new StringJoiner(", ");
        for (Map.Entry<String, JsonNode> count : explanation.path("counts").properties()) {
            counts.add(count.getValue().asText() + " " + count.getKey());
        }
        int omitted = explanation.path("omitted").asInt();
        return "of " + counts + "; " + omitted + (omitted == 1 ? " node is" : " nodes are")
                + " left out: --all shows each, and naming a NODE that one";
    }

    /** Empty where it is null. */
    private static String text(JsonNode object, String field) {
        return object.hasNonNull(field) ? object.path(field).asText() : "";
    }
}
