package io.sandglass.app.torture;

import java.util.List;

/**
 * A workflow as the harness knows it, without asking the service.
 *
 * @param id of the workflow, in the namespace {@code default}
 * @param triggers the text under {@code triggers}; empty for none
 */
record Shape(String id, String triggers, List<Node> nodes) {
    /**
     * One node.
     *
     * @param effect whether it tells of its attempts
     * @param attempts the most it is declared to make
     * @param with the text after {@code type}
     */
    record Node(String id, List<String> needs, boolean effect, int attempts, String with) {}

    Node node(String wanted) {
        return nodes.stream()
                .filter(node -> node.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new AssertionError("workflow " + id + " has no node " + wanted));
    }

    String document() {
        StringBuilder text = new StringBuilder("apiVersion: sandglass/v3\nkind: Workflow\nid: " + id + "\n");
        text.append(triggers).append("nodes:\n");
        for (Node node : nodes) {
            text.append("  %s: { %s%s%s }\n"
                    .formatted(
                            node.id(),
                            node.with(),
                            node.needs().isEmpty() ? "" : ", needs: [" + String.join(", ", node.needs()) + "]",
                            node.attempts() == 1
                                    ? ""
                                    : ", retry: { maxAttempts: " + node.attempts() + ", delay: PT0.05S }"));
        }
        return text.toString();
    }
}
