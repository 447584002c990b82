package io.sandglass.app.cli;

import io.sandglass.plan.ExecutionPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "graph",
        mixinStandardHelpOptions = true,
        description = "Draws what a workflow runs, and in what order.")
final class GraphCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "FILE", description = "The workflow; - for standard input.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private String file;

    @Option(
            names = "--form",
            defaultValue = "levels",
            description = "How to draw it: levels, dot (for Graphviz) or mermaid. Default: ${DEFAULT-VALUE}.")
    private GraphText.Form form = GraphText.Form.LEVELS;

    GraphCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        WorkflowFile document = WorkflowFile.read(file);
        try (Checker checker = Checker.open(home.home())) {
            ExecutionPlan plan = checker.compileOrExplain(document, terminal).plan();
            GraphText graph = new GraphText(plan);
            output.format().print(terminal, graph::objects, () -> terminal.out().println(graph.draw(form)));
        }
        return 0;
    }
}
