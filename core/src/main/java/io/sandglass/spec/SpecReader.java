package io.sandglass.spec;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.expression.Expressions;
import io.sandglass.expression.Template;
import io.sandglass.migration.SpecDocument;
import io.sandglass.spec.Entries.Entry;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads a document of the current version into the model, strictly: every key must be known and every value fit. Goes
 * on after a problem, so that all are found at once. Immutable and thread-safe.
 */
public final class SpecReader {
    private static final Set<String> KNOWN = Set.of(
            "apiVersion",
            "kind",
            "namespace",
            "id",
            "description",
            "labels",
            "inputs",
            "triggers",
            "failurePolicy",
            "pace",
            "priority",
            "concurrency",
            "budget",
            "nodes",
            "outputs",
            "retention",
            "layout");
    private static final Set<String> UNAVAILABLE = Set.of("deadline", "defaults", "finally");
    private static final Map<String, FailurePolicy> POLICIES = Arrays.stream(FailurePolicy.values())
            .collect(Collectors.toMap(Enum::name, Function.identity(), (one, other) -> one, LinkedHashMap::new));

    private final CronSyntax cron;
    private final Expressions expressions;

    public SpecReader(CronSyntax cron, Expressions expressions) {
        this.cron = requireNonNull(cron, "cron");
        this.expressions = requireNonNull(expressions, "expressions");
    }

    /** Reads a document. Never fails: what is wrong is in the result. */
    public ReadResult read(SpecDocument document) {
        Findings findings = new Findings(document);
        Section root = new Section(document.root(), "", findings);
        root.allow(KNOWN, UNAVAILABLE);
        root.read("kind", Shapes.word(Map.of("Workflow", true), Set.of()));
        Set<String> inputs = names(root.get("inputs"));
        TemplateReader templates = new TemplateReader(expressions, findings, inputs);
        Map<String, TriggerSpec> triggers = triggers(root, templates, inputs);
        Map<String, String> pointers = new LinkedHashMap<>();
        Map<String, NodeSpec> nodes = nodes(root, templates, pointers);
        WorkflowSpec spec = new WorkflowSpec(
                root.read("namespace", Shapes::id).orElse("default"),
                root.require("id", Shapes::id, "my-workflow").orElse("unnamed"),
                root.read("description", Shapes.TEXT).orElse(""),
                labels(root.child("labels")),
                new InputReader(templates).read(root.child("inputs")),
                triggers,
                root.read("failurePolicy", Shapes.word(POLICIES, Set.of())).orElse(FailurePolicy.CONTINUE_POSSIBLE),
                root.read("pace", Shapes.word(Map.of("strict", Pace.STRICT, "relaxed", Pace.RELAXED), Set.of()))
                        .orElse(Pace.STRICT),
                QueueingReader.read(root, templates),
                BudgetSpec.read(root),
                RetentionReader.read(root),
                nodes,
                outputs(root.child("outputs"), templates));
        return new ReadResult(spec, findings.problems(), pointers, templates.uses());
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Map<String, String> labels(Section labels) {
        Map<String, String> values = new LinkedHashMap<>();
        labels.forEach((name, value) -> labels.read(name, Shapes.TEXT).ifPresent(text -> values.put(name, text)));
        return values;
    }

    private Map<String, TriggerSpec> triggers(Section root, TemplateReader templates, Set<String> inputs) {
        TriggerReader reader = new TriggerReader(cron, new OptionsReader(templates, inputs));
        Map<String, TriggerSpec> triggers = new LinkedHashMap<>();
        for (Entry entry : Entries.of(root, "triggers")) {
            reader.read(entry).ifPresent(trigger -> triggers.put(entry.id(), trigger));
        }
        return triggers;
    }

    private static Map<String, NodeSpec> nodes(Section root, TemplateReader templates, Map<String, String> pointers) {
        NodeReader reader = new NodeReader(templates);
        Map<String, NodeSpec> nodes = new LinkedHashMap<>();
        List<Entry> entries = Entries.of(root, "nodes");
        if (root.get("nodes").isEmpty() && !root.get("nodes").isValueNode()) {
            Misfit misfit = new Misfit("MISSING_KEY", "there are no nodes", "add at least one under nodes");
            root.findings().atKey(root.has("nodes") ? root.at("nodes") : "", misfit);
        }
        for (Entry entry : entries) {
            reader.read(entry).ifPresent(node -> {
                nodes.put(entry.id(), node);
                pointers.put(entry.id(), entry.section().pointer());
            });
        }
        return nodes;
    }

    private static Map<String, Template> outputs(Section outputs, TemplateReader templates) {
        Map<String, Template> values = new LinkedHashMap<>();
        Ids ids = new Ids();
        outputs.forEach((name, value) -> ids.problem(name)
                .ifPresentOrElse(
                        misfit -> outputs.findings().atKey(outputs.at(name), misfit),
                        () -> values.put(name, output(outputs, name, value, templates))));
        return values;
    }

    private static Template output(Section outputs, String name, JsonNode value, TemplateReader templates) {
        if (!value.isObject() || !value.has("value")) {
            return templates.read(value, outputs.at(name), Optional.empty());
        }
        Section output = outputs.child(name);
        output.allow(Set.of("type", "value", "description"), Set.of());
        output.read("type", Shapes.word(InputSpec.Type.class));
        output.read("description", Shapes.TEXT);
        return templates.read(value.get("value"), output.at("value"), Optional.empty());
    }
}
