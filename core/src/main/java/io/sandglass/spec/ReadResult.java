package io.sandglass.spec;

import static java.util.Objects.requireNonNull;

import io.sandglass.migration.SpecProblem;
import java.util.List;
import java.util.Map;

/**
 * A document as far as it could be read.
 *
 * @param spec without what is refused; only to be run if there are no problems
 * @param problems everything found, in no order
 * @param nodePointers JSON pointer of each node, by id
 * @param uses every place where an expression reads a node's output; whether it may is judged by the plan
 */
public record ReadResult(
        WorkflowSpec spec, List<SpecProblem> problems, Map<String, String> nodePointers, List<NodeUse> uses) {
    public ReadResult {
        requireNonNull(spec, "spec");
        problems = List.copyOf(problems);
        nodePointers = Map.copyOf(nodePointers);
        uses = List.copyOf(uses);
    }

    /** The JSON pointer of a node in the document. */
    public String pointer(String node) {
        return nodePointers.getOrDefault(node, "/nodes/" + node);
    }
}
