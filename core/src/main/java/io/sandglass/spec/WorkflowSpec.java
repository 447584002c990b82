package io.sandglass.spec;

import static java.util.Objects.requireNonNull;

import io.sandglass.expression.Template;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A workflow as written: one stored document, read. Maps keep the order of the text.
 *
 * @param namespace dotted; {@code default} if the document names none
 * @param id unique in its namespace
 * @param queueing what its runs and their nodes wait for, and how urgent they are
 * @param budget what the nodes of a run may use together
 * @param retention how long its runs are kept
 * @param outputs what a succeeded run answers with, by name
 */
public record WorkflowSpec(
        String namespace,
        String id,
        String description,
        Map<String, String> labels,
        Map<String, InputSpec> inputs,
        Map<String, TriggerSpec> triggers,
        FailurePolicy failurePolicy,
        Pace pace,
        Queueing queueing,
        BudgetSpec budget,
        RetentionSpec retention,
        Map<String, NodeSpec> nodes,
        Map<String, Template> outputs) {
    public WorkflowSpec {
        requireNonNull(namespace, "namespace");
        requireNonNull(id, "id");
        requireNonNull(description, "description");
        requireNonNull(failurePolicy, "failurePolicy");
        requireNonNull(pace, "pace");
        requireNonNull(queueing, "queueing");
        requireNonNull(budget, "budget");
        requireNonNull(retention, "retention");
        labels = inOrder(labels);
        inputs = inOrder(inputs);
        triggers = inOrder(triggers);
        nodes = inOrder(nodes);
        outputs = inOrder(outputs);
    }

    /** The namespace and id: {@code shop.orders/nightly}. */
    public WorkflowKey key() {
        return new WorkflowKey(namespace, id);
    }

    private static <V> Map<String, V> inOrder(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
