package io.sandglass.migration.steps;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** Documents of the older versions in their normal forms, the same ones for the same seed. */
final class GeneratedDocuments {
    private static final List<String> LITERALS = List.of(
            "hello",
            "{",
            "}",
            "{}",
            "{\"k\": 1}",
            "{ x }",
            "{{ secrets.k }}",
            "}}",
            "\"",
            "été",
            "\n",
            "{{ (open",
            "1 {2}");
    private static final Map<String, String> INPUT_TYPES =
            Map.of("name", "str", "count", "int", "rate", "float", "flag", "bool", "tags", "list", "conf", "dict");
    private static final List<String> INPUTS =
            List.of("name", "count", "rate", "flag", "tags", "conf", "free", "other_one");
    private static final List<String> FIELDS = List.of("", "", ".text", ".a.b", ".in");
    private static final List<String> OPERATORS = List.of("==", "!=", "<", ">=", "and", "or", "+", "*");

    private final Random random;
    private final boolean first;
    private int nodes;

    private GeneratedDocuments(long seed, boolean first) {
        this.random = new Random(seed);
        this.first = first;
    }

    static ObjectNode v1(long seed) {
        return new GeneratedDocuments(seed, true).workflow("sandglass/v1");
    }

    static ObjectNode v2(long seed) {
        return new GeneratedDocuments(seed, false).workflow("sandglass/v2");
    }

    private ObjectNode workflow(String version) {
        var workflow = instance.objectNode().put("apiVersion", version);
        workflow.put("name", pick(List.of("demo", "My flow!", "été", "--", "a.b-c_d", "x".repeat(200))));
        if (random.nextBoolean()) {
            workflow.put("failure_policy", pick(List.of("HALT", "CONTINUE_POSSIBLE", "ALWAYS")));
        }
        if (random.nextBoolean()) {
            workflow.put("description", "about {name} and {{name}}");
        }
        if (!first && random.nextBoolean()) {
            workflow.put("version", "0." + random.nextInt(9));
        }
        workflow.set("nodes", list(new ArrayList<>(), 0));
        return workflow;
    }

    /** @param around variables and dependencies that names may mean in the list */
    private ArrayNode list(List<String> around, int depth) {
        var list = instance.arrayNode();
        var ids = new ArrayList<String>();
        for (var left = 1 + random.nextInt(4); left > 0; left--) {
            var id = pick(List.of("n", "node-", "x.y", "and", "A_")) + nodes++;
            list.add(node(id, ids, around, depth));
            ids.add(id);
        }
        return list;
    }

    private ObjectNode node(String id, List<String> earlier, List<String> around, int depth) {
        var node = instance.objectNode().put("id", id);
        var names = new ArrayList<>(around);
        if (!earlier.isEmpty() && random.nextBoolean()) {
            var needed = pick(earlier);
            node.putArray("dependencies").add(needed);
            names.add(needed);
        }
        var used = new TreeSet<String>();
        switch (first ? 0 : random.nextInt(depth < 2 ? 5 : 4)) {
            case 0 ->
                node.put("type", pick(List.of("echo", "my_node")))
                        .put("prompt", text(names, used))
                        .put("n", 3);
            case 1 -> tool(node, names, used);
            case 2 -> llm(node, names, used);
            case 3 -> condition(node, names, used);
            default -> loop(node, names, used, depth);
        }
        if (!first) {
            common(node, used);
        }
        return node;
    }

    private void common(ObjectNode node, TreeSet<String> used) {
        if (random.nextInt(3) == 0) {
            node.put("timeout_seconds", 1 + random.nextInt(9000));
        } else if (random.nextInt(3) == 0) {
            node.put("timeout_seconds", 0.25);
        }
        if (random.nextInt(3) == 0) {
            node.putObject("retry_policy")
                    .put("max_attempts", 1 + random.nextInt(5))
                    .put("backoff_seconds", 1.5)
                    .put("jitter", random.nextBoolean());
        }
        used.retainAll(INPUT_TYPES.keySet());
        if (!used.isEmpty()) {
            var schema = node.putObject("input_schema");
            used.forEach(name -> schema.put(name, INPUT_TYPES.get(name)));
        }
    }

    private void tool(ObjectNode node, List<String> names, TreeSet<String> used) {
        node.put("type", "tool").put("tool_name", "echo");
        if (random.nextBoolean()) {
            var args = node.putObject("tool_args").put("msg", text(names, used)).put("n", random.nextInt());
            args.putArray("list").add(text(names, used)).add(true).addNull();
            args.putObject("inner").put("x/~y", text(names, used));
        }
    }

    private void llm(ObjectNode node, List<String> names, TreeSet<String> used) {
        node.put("type", "llm").put("model", "small").put("prompt", text(names, used));
        if (random.nextBoolean()) {
            node.putObject("llm_config")
                    .put("provider", "local")
                    .put("max_tokens", 150)
                    .put("temperature", 0.5)
                    .put("stop", pick(LITERALS));
        }
    }

    private void condition(ObjectNode node, List<String> names, TreeSet<String> used) {
        var expression = new StringBuilder(operand(names, used));
        for (var left = random.nextInt(4); left > 0; left--) {
            expression.append(' ').append(pick(OPERATORS)).append(' ').append(operand(names, used));
        }
        node.put("type", "condition").put("expression", expression.toString());
        node.putArray("true_path").add("yes-1");
        if (random.nextBoolean()) {
            node.putArray("false_path").add("no-1").add("no-2");
        }
    }

    private String operand(List<String> names, TreeSet<String> used) {
        if (random.nextBoolean()) {
            return pick(List.of("12.5", "\"a = {b}\"", "'x'", "True", "None"));
        }
        var name = name(names, used);
        var operand = Conditions.isBare(name) ? name : "{" + name + "}";
        return random.nextBoolean() ? operand : "(" + operand + " - 1)";
    }

    private void loop(ObjectNode node, List<String> names, TreeSet<String> used, int depth) {
        var variable = "item" + depth;
        node.put("type", "loop").put("items_source", name(names, used)).put("item_var", variable);
        var inside = new ArrayList<>(names);
        inside.add(variable);
        node.set("body", list(inside, depth + 1));
    }

    private String text(List<String> names, TreeSet<String> used) {
        var text = new StringBuilder();
        for (var left = random.nextInt(6); left > 0; left--) {
            var literal = pick(LITERALS);
            var isTemplate = first && literal.startsWith("{{ s");
            text.append(random.nextBoolean() && !isTemplate ? literal : template(names, used))
                    .append(' ');
        }
        return text.toString();
    }

    private String template(List<String> names, TreeSet<String> used) {
        var name = name(names, used);
        return first ? "{{" + name + "}}" : "{" + name + "}";
    }

    private String name(List<String> names, TreeSet<String> used) {
        if (!names.isEmpty() && random.nextBoolean()) {
            return pick(names) + pick(FIELDS);
        }
        var input = pick(INPUTS);
        used.add(input);
        return input + pick(FIELDS);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
