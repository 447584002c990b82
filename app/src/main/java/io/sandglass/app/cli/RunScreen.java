package io.sandglass.app.cli;

import io.sandglass.app.NodeLine;
import io.sandglass.app.RunEnding;
import io.sandglass.app.cli.Terminal.Ink;
import io.sandglass.app.cli.Terminal.Window;
import io.sandglass.run.NodeStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run while it runs: a table that is redrawn on a terminal, else a line for each node that has ended. Owned by
 * the command's own thread.
 */
final class RunScreen {
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
        show(nodes, false);
    }

    /** The run as a whole waits; said once for each reason, before any node is shown. */
    void waits(String reason) {
        if (!silent && drawnLines == 0 && printed.add("\0" + reason)) {
            terminal.out().printf("%s: %s%n", terminal.paintState("QUEUED"), Printable.line(reason));
        }
    }

    private void show(Collection<NodeLine> nodes, boolean last) {
        if (silent) {
            return;
        }
        Optional<Window> window = terminal.window().filter(size -> nodes.size() < size.lines() - 1);
        if (window.isPresent()) {
            redraw(nodes, last ? Integer.MAX_VALUE : window.get().columns());
        } else {
            append(nodes);
        }
    }

    /** A line wider than the window would take two, and the next redrawing would begin too low. */
    private void redraw(Collection<NodeLine> nodes, int columns) {
        StringBuilder text = new StringBuilder();
        if (drawnLines > 0) {
            text.append("\u001b[").append(drawnLines).append("A");
        }
        Layout layout = Layout.of(nodes);
        nodes.forEach(node -> text.append("\u001b[2K")
                .append(layout.line(terminal, node, columns))
                .append('\n'));
        drawnLines = nodes.size();
        terminal.out().print(text);
        terminal.out().flush();
    }

    private void append(Collection<NodeLine> nodes) {
        Layout layout = Layout.of(nodes);
        for (NodeLine node : nodes) {
            if (node.status().ended() && printed.add(node.id())) {
                terminal.out().println(layout.line(terminal, node, Integer.MAX_VALUE));
            }
        }
    }

    /** The last word: the state of the run and its outputs. */
    void end(RunEnding ending, Collection<NodeLine> nodes, OutputFormat format) {
        show(nodes, true);
        format.print(terminal, () -> object(ending, nodes), () -> printEnding(ending));
    }

    /** Nothing was started: the run is there. */
    void already(EarlierRun earlier, OutputFormat format) {
        format.print(terminal, earlier::object, () -> printEarlier(earlier));
    }

    private void printEarlier(EarlierRun earlier) {
        terminal.out()
                .printf(
                        "%s %s is there already: an earlier command with the same key has started it%s%n",
                        terminal.paint("run " + earlier.run(), Ink.BOLD),
                        earlier.workflow(),
                        earlier.status()
                                .map(status -> ", and it is " + terminal.paintState(status))
                                .orElse(""));
    }

    /** The run stays open and waits for somebody; what for is in its {@code error}, which people are shown elsewhere. */
    void leave(RunEnding open, Collection<NodeLine> nodes, OutputFormat format) {
        Map<String, @Nullable Object> object = object(open, nodes);
        object.put("waits", object.put("error", null));
        format.print(terminal, () -> object, () -> show(nodes, true));
    }

    private void printEnding(RunEnding ending) {
        String error = ending.error().isEmpty() ? "" : ": " + Printable.line(ending.error());
        terminal.out()
                .printf("%s in %s%s%n", terminal.paintState(ending.status().name()), time(ending.millis()), error);
        if (!ending.outputs().object().isEmpty()) {
            terminal.out().println(terminal.paint("outputs", Ink.BOLD));
            ending.outputs()
                    .object()
                    .forEach(
                            (name, value) -> terminal.out().println("  " + Printable.line(name) + ": " + shown(value)));
        }
    }

    /** Further lines of a text are indented, so that none can pass for one of ours. */
    private static String shown(@Nullable Object value) {
        String text = value instanceof String string ? string : Json.compact(value);
        return Printable.lines(text).replace("\n", "\n    ");
    }

    private static Map<String, @Nullable Object> object(RunEnding ending, Collection<NodeLine> nodes) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("run", ending.run());
        object.put("workflow", ending.workflow());
        object.put("already", false);
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
        private static final int WIDEST_STATE = NodeStatus.SUCCEEDED.name().length();

        static Layout of(Collection<NodeLine> nodes) {
            int id = nodes.stream()
                    .mapToInt(node -> Printable.columns(Printable.line(node.id())))
                    .max()
                    .orElse(0);
            int kind = nodes.stream()
                    .mapToInt(node -> Printable.columns(Printable.line(node.kind())))
                    .max()
                    .orElse(0);
            return new Layout(id, kind);
        }

        /** At most so many columns; what is too much is cut off at the end. */
        String line(Terminal terminal, NodeLine node, int columns) {
            String state = node.status().name();
            String head = "  " + pad(Printable.line(node.id()), id) + "  ";
            String middle = pad(Printable.line(node.kind()), kind);
            String tail = " ".repeat(Math.max(0, WIDEST_STATE - state.length())) + "  "
                    + "%8s".formatted(node.millis() < 0 ? "" : time(node.millis())) + "  "
                    + Printable.line(notes(node));
            int painted = Printable.columns(head + middle) + 2 + state.length();
            if (painted > columns) {
                return Printable.cut((head + middle + "  " + state + tail).stripTrailing(), columns);
            }
            String end = Printable.cut(tail.stripTrailing(), columns - painted);
            return (head + terminal.paint(middle, Ink.DIM) + "  " + terminal.paintState(state) + end);
        }

        private static String notes(NodeLine node) {
            String attempt = node.attempt() > 1 ? "attempt " + node.attempt() : "";
            String both = attempt.isEmpty() || node.note().isEmpty() ? "" : ", ";
            return attempt + both + node.note();
        }

        private static String pad(String text, int width) {
            return text + " ".repeat(Math.max(0, width - Printable.columns(text)));
        }
    }
}
