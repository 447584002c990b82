package io.sandglass.app.cli;

import io.sandglass.app.NodeLine;
import io.sandglass.app.RunEnding;
import io.sandglass.app.cli.Terminal.Ink;
import io.sandglass.run.NodeStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run while it runs: a table that is redrawn on a terminal, else a line for each node that has ended. Owned by
 * the command's own thread.
 */
final class RunScreen {
    /** Larger runs are not redrawn: the table would not fit a window. */
    private static final int MAX_REDRAWN = 40;

    private final Terminal terminal;
    private final boolean silent;
    private final Set<String> printed = new HashSet<>();
    private int drawnLines;

    RunScreen(Terminal terminal, OutputFormat format) {
        this.terminal = terminal;
        this.silent = format != OutputFormat.TABLE;
    }

    void begin(String run, String workflow, int revision) {
        if (!silent) {
            terminal.out().printf("%s %s revision %d%n", terminal.paint("run " + run, Ink.BOLD), workflow, revision);
        }
    }

    /** Brings the screen up to date. */
    void show(Collection<NodeLine> nodes) {
        if (silent) {
            return;
        }
        if (terminal.redraw() && nodes.size() <= MAX_REDRAWN) {
            redraw(nodes);
        } else {
            append(nodes);
        }
    }

    private void redraw(Collection<NodeLine> nodes) {
        StringBuilder text = new StringBuilder();
        if (drawnLines > 0) {
            text.append("\u001b[").append(drawnLines).append("A");
        }
        Layout layout = Layout.of(nodes);
        nodes.forEach(node ->
                text.append("\u001b[2K").append(layout.line(terminal, node)).append('\n'));
        drawnLines = nodes.size();
        terminal.out().print(text);
        terminal.out().flush();
    }

    private void append(Collection<NodeLine> nodes) {
        Layout layout = Layout.of(nodes);
        for (NodeLine node : nodes) {
            if (node.status().ended() && printed.add(node.id())) {
                terminal.out().println(layout.line(terminal, node));
            }
        }
    }

    /** The last word: the state of the run and its outputs. */
    void end(RunEnding ending, Collection<NodeLine> nodes, OutputFormat format) {
        show(nodes);
        switch (format) {
            case TABLE -> printEnding(ending);
            case JSON -> terminal.out().println(Json.pretty(object(ending, nodes)));
            case YAML -> terminal.out().println(Json.yaml(object(ending, nodes)));
        }
    }

    private void printEnding(RunEnding ending) {
        String error = ending.error().isEmpty() ? "" : ": " + ending.error();
        terminal.out()
                .printf("%s in %s%s%n", terminal.paintState(ending.status().name()), time(ending.millis()), error);
        if (!ending.outputs().object().isEmpty()) {
            terminal.out().println(terminal.paint("outputs", Ink.BOLD));
            ending.outputs()
                    .object()
                    .forEach((name, value) -> terminal.out().println("  " + name + ": " + shown(value)));
        }
    }

    private static String shown(@Nullable Object value) {
        return value instanceof String text ? text : Json.compact(value);
    }

    private static Map<String, @Nullable Object> object(RunEnding ending, Collection<NodeLine> nodes) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("run", ending.run());
        object.put("workflow", ending.workflow());
        object.put("status", ending.status().name());
        object.put("millis", ending.millis());
        object.put("error", ending.error().isEmpty() ? null : ending.error());
        object.put("nodes", new ArrayList<>(nodes.stream().map(NodeLine::object).toList()));
        object.put("outputs", ending.outputs().value());
        return object;
    }

    private static String time(long millis) {
        return millis < 10_000 ? millis + " ms" : "%.1f s".formatted(millis / 1000.0);
    }

    private record Layout(int id, int kind) {
        static Layout of(Collection<NodeLine> nodes) {
            int id = nodes.stream().mapToInt(node -> node.id().length()).max().orElse(0);
            int kind =
                    nodes.stream().mapToInt(node -> node.kind().length()).max().orElse(0);
            return new Layout(id, kind);
        }

        String line(Terminal terminal, NodeLine node) {
            String state = node.status().name();
            int widest = NodeStatus.SUCCEEDED.name().length();
            List<String> notes = new ArrayList<>();
            if (node.attempt() > 1) {
                notes.add("attempt " + node.attempt());
            }
            if (!node.note().isEmpty()) {
                notes.add(node.note());
            }
            String line = "  " + pad(node.id(), id) + "  " + terminal.paint(pad(node.kind(), kind), Ink.DIM) + "  "
                    + terminal.paintState(state) + " ".repeat(Math.max(0, widest - state.length())) + "  "
                    + "%8s".formatted(node.millis() < 0 ? "" : time(node.millis())) + "  " + String.join(", ", notes);
            return line.stripTrailing();
        }

        private static String pad(String text, int width) {
            return text + " ".repeat(Math.max(0, width - text.length()));
        }
    }
}
