package io.sandglass.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.expression.BadExpression;
import io.sandglass.expression.Expression;
import io.sandglass.expression.Expressions;
import io.sandglass.expression.Reference;
import io.sandglass.expression.Template;
import io.sandglass.migration.Suggestion;
import io.sandglass.plugin.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Compiles the expressions of one document and judges the names in them. Not thread-safe. */
final class TemplateReader {
    private static final Misfit RECORDED = new Misfit(
            "SECRET_MISPLACED",
            "what stands here is recorded, so no secret may stand here",
            "put secrets only into config fields of nodes that take them, such as headers of http");

    private final Expressions expressions;
    private final Findings findings;
    private final Set<String> inputs;
    private final Template empty;
    private final List<NodeUse> uses = new ArrayList<>();

    /** @param inputs the names of all declared inputs */
    TemplateReader(Expressions expressions, Findings findings, Set<String> inputs) {
        this.expressions = expressions;
        this.findings = findings;
        this.inputs = inputs;
        this.empty = expressions.template(Payload.EMPTY);
    }

    List<NodeUse> uses() {
        return uses;
    }

    /** A template of a node, or of the outputs if there is no reader; an empty one where it does not compile. */
    Template read(JsonNode value, String pointer, Optional<String> reader) {
        Template template = compile(value, pointer);
        template.references().forEach(reference -> judge(reference, value, pointer, reader));
        return template;
    }

    /** A template that is evaluated when a run starts: then there are neither inputs nor outputs to read. */
    Template readAtStart(JsonNode value, String pointer) {
        Template template = compile(value, pointer);
        for (Reference reference : template.references()) {
            inText(reference, value, pointer, tooEarly(reference.kind()));
        }
        return template;
    }

    private static Misfit tooEarly(Reference.Kind kind) {
        if (kind == Reference.Kind.SECRET) {
            return RECORDED;
        }
        String reason = kind == Reference.Kind.NODE ? "no node has run" : "inputs are not known";
        return new Misfit("BAD_EXPRESSION", reason + " when this is evaluated", "read only trigger and run here");
    }

    /** A template that is evaluated when a run is launched: its inputs are known, but there are no outputs to read. */
    Template readAtLaunch(JsonNode value, String pointer) {
        Template template = compile(value, pointer);
        for (Reference reference : template.references()) {
            if (reference.kind() == Reference.Kind.NODE) {
                Misfit misfit = new Misfit(
                        "BAD_EXPRESSION",
                        "no node has run when this is evaluated",
                        "read only inputs, trigger and run here");
                inText(reference, value, pointer, misfit);
            } else {
                judge(reference, value, pointer, Optional.empty());
            }
        }
        return template;
    }

    /** A bare expression, or a truth value as one. */
    Optional<Expression> condition(Section node, String key, String reader) {
        JsonNode value = node.get(key);
        if (!value.isTextual() && !value.isBoolean()) {
            node.read(key, Shapes.TEXT);
            return Optional.empty();
        }
        String pointer = node.at(key);
        Optional<Expression> compiled = attempt(value, pointer, () -> expressions.expression(value.asText()));
        compiled.ifPresent(expression ->
                expression.references().forEach(reference -> judge(reference, value, pointer, Optional.of(reader))));
        return compiled;
    }

    private Template compile(JsonNode value, String pointer) {
        return value.isEmpty() && value.isObject()
                ? empty
                : attempt(value, pointer, () -> expressions.template(JsonValues.payload(value)))
                        .orElse(empty);
    }

    private <T> Optional<T> attempt(JsonNode value, String pointer, Supplier<T> compiler) {
        try {
            return Optional.of(compiler.get());
        } catch (BadExpression e) {
            e.flaws()
                    .forEach(flaw -> findings.flaw(
                            pointer, flaw, value.at(flaw.pointer()).asText()));
            return Optional.empty();
        }
    }

    private void judge(Reference reference, JsonNode value, String pointer, Optional<String> reader) {
        if (reference.kind() == Reference.Kind.NODE) {
            String place = pointer + reference.pointer();
            String text = value.at(reference.pointer()).asText();
            uses.add(new NodeUse(reader, reference, place, findings.position(place, text, reference.offset())));
        } else if (reference.kind() == Reference.Kind.SECRET) {
            if (reader.isEmpty()) {
                inText(reference, value, pointer, RECORDED);
            }
        } else if (!inputs.contains(reference.name()) && !findings.full()) {
            inText(reference, value, pointer, unknownInput(reference.name()));
        }
    }

    private Misfit unknownInput(String name) {
        String fallback =
                inputs.isEmpty() ? "declare it under inputs" : "declare it, or use one of " + String.join(", ", inputs);
        return new Misfit(
                "UNKNOWN_INPUT",
                "there is no input '" + Section.shown(name) + "'",
                Suggestion.orElse(name, inputs, fallback));
    }

    private void inText(Reference reference, JsonNode value, String pointer, Misfit misfit) {
        String text = value.at(reference.pointer()).asText();
        findings.inText(pointer + reference.pointer(), text, reference.offset(), misfit);
    }
}
