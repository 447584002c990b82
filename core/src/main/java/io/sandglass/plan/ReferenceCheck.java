package io.sandglass.plan;

import io.sandglass.expression.Reference;
import io.sandglass.migration.Suggestion;
import io.sandglass.plan.Ancestors.Question;
import io.sandglass.spec.NodeUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges every place where an expression reads the output of a node: the node must be there, and must come before. */
final class ReferenceCheck {
    private final NeedsGraph graph;
    private final PlanFindings findings;

    ReferenceCheck(NeedsGraph graph, PlanFindings findings) {
        this.graph = graph;
        this.findings = findings;
    }

    /** @param order of the nodes; empty if there is a cycle, and then nobody can say who comes before whom */
    void check(List<NodeUse> uses, Optional<List<Integer>> order) {
        Map<Question, List<NodeUse>> questions = new LinkedHashMap<>();
        for (NodeUse use : uses) {
            if (findings.full()) {
                return;
            }
            Optional<Integer> used = known(use);
            Optional<Integer> reader = use.reader().flatMap(graph::number);
            if (used.isPresent() && reader.isPresent()) {
                Question question = new Question(used.get(), reader.get());
                questions.computeIfAbsent(question, key -> new ArrayList<>()).add(use);
            }
        }
        order.map(nodes -> new Ancestors(graph, nodes).notAncestors(new HashSet<>(questions.keySet())))
                .orElse(List.of())
                .forEach(question -> questions.getOrDefault(question, List.of()).forEach(this::notBefore));
    }

    private Optional<Integer> known(NodeUse use) {
        Reference reference = use.reference();
        Optional<Integer> number = graph.number(reference.name());
        if (number.isEmpty()) {
            unknown(use);
            return number;
        }
        if (reference.field().filter(field -> !field.equals("output")).isPresent()) {
            String field = reference.field().get();
            findings.at(
                    "BAD_EXPRESSION",
                    use.pointer(),
                    use.position(),
                    "a node has only 'output', not '" + Words.shown(field) + "'",
                    "write nodes." + quoted(reference.name()) + ".output." + quoted(field));
        }
        return number;
    }

    private void unknown(NodeUse use) {
        Reference reference = use.reference();
        boolean dashed = graph.number(reference.written()).isPresent();
        String remedy = dashed
                ? "write nodes.`" + reference.written()
                        + "`.output, for a dash or dot outside backquotes is an operator"
                : Suggestion.orElse(reference.written(), graph.ids(), "name a node of this workflow");
        findings.at(
                "UNKNOWN_NODE",
                use.pointer(),
                use.position(),
                "there is no node '" + Words.shown(reference.name()) + "'",
                remedy);
    }

    private void notBefore(NodeUse use) {
        String used = use.reference().name();
        String reader = use.reader().orElse("");
        boolean itself = used.equals(reader);
        findings.at(
                "NOT_AN_ANCESTOR",
                use.pointer(),
                use.position(),
                itself
                        ? "node '" + reader + "' reads its own output"
                        : "node '" + reader + "' reads the output of '" + used + "', but does not come after it",
                itself ? "read another node" : "add '" + used + "' to the needs of '" + reader + "'");
    }

    private static String quoted(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "`" + name + "`";
    }
}
