package io.sandglass.app.cli;

import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plan.PlannedNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Draws a plan. */
record GraphText(ExecutionPlan plan) {
    /** What can be drawn. */
    enum Form {
        /** For people, level by level. */
        LEVELS,
        /** For Graphviz. */
        DOT,
        /** For Markdown pages that draw Mermaid. */
        MERMAID
    }

    String draw(Form form) {
        return switch (form) {
            case LEVELS -> levels();
            case DOT -> dot();
            case MERMAID -> mermaid();
        };
    }

    /** The plan as data: nodes with their level, type and needs. */
    List<Map<String, Object>> objects() {
        return plan.nodes().stream().map(this::object).toList();
    }

    private Map<String, Object> object(PlannedNode node) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", node.id());
        object.put("type", node.type().type().name());
        object.put("kind", node.type().kind());
        object.put("level", node.level());
        object.put("needs", node.spec().needs());
        return object;
    }

    private String levels() {
        StringBuilder text = new StringBuilder(plan.spec().key().toString());
        int nodes = plan.nodes().size();
        text.append("  (").append(nodes).append(nodes == 1 ? " node, " : " nodes, ");
        text.append(plan.spec().failurePolicy()).append(")\n");
        Map<Integer, List<PlannedNode>> byLevel = plan.nodes().stream()
                .collect(Collectors.groupingBy(PlannedNode::level, TreeMap::new, Collectors.toList()));
        int widest =
                plan.nodes().stream().mapToInt(node -> node.id().length()).max().orElse(0);
        byLevel.forEach((level, members) -> {
            text.append("level ").append(level).append('\n');
            members.forEach(node -> text.append(line(node, widest)));
        });
        return text.toString().stripTrailing();
    }

    private static String line(PlannedNode node, int widest) {
        String needs = node.spec().needs().isEmpty()
                ? ""
                : "  <- " + String.join(", ", node.spec().needs());
        return "  " + node.id() + " ".repeat(widest - node.id().length()) + "  "
                + node.type().type().name() + " [" + node.type().kind() + "]" + needs + "\n";
    }

    private String dot() {
        StringBuilder text = new StringBuilder("digraph \"" + plan.spec().key() + "\" {\n  rankdir=LR;\n");
        for (PlannedNode node : plan.nodes()) {
            text.append("  \"%s\" [shape=box, label=\"%s\\n%s\"];%n"
                    .formatted(node.id(), node.id(), node.type().type().name()));
            node.spec().needs().forEach(need -> text.append("  \"%s\" -> \"%s\";%n".formatted(need, node.id())));
        }
        return text.append("}").toString();
    }

    /** Mermaid's own words and dots trouble it as ids, so nodes go by number. */
    private String mermaid() {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        for (PlannedNode node : plan.nodes()) {
            text.append("  n%d[\"%s<br/>%s\"]%n"
                    .formatted(node.index(), node.id(), node.type().type().name()));
            node.needs().forEach(need -> text.append("  n%d --> n%d%n".formatted(need, node.index())));
        }
        return text.toString().stripTrailing();
    }
}
