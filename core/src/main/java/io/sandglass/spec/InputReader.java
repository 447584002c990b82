package io.sandglass.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.expression.Template;
import io.sandglass.spec.InputSpec.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code inputs}. */
final class InputReader {
    private static final Set<String> KNOWN = Set.of("type", "default", "required", "items", "description");

    private final TemplateReader templates;

    InputReader(TemplateReader templates) {
        this.templates = templates;
    }

    Map<String, InputSpec> read(Section inputs) {
        Map<String, InputSpec> specs = new LinkedHashMap<>();
        Ids ids = new Ids();
        inputs.forEach((name, value) -> ids.problem(name)
                .ifPresentOrElse(
                        misfit -> inputs.findings().atKey(inputs.at(name), misfit),
                        () -> specs.put(name, read(inputs, name, value))));
        return specs;
    }

    private InputSpec read(Section inputs, String name, JsonNode value) {
        if (!value.isObject()) {
            Type type = inputs.read(name, Shapes.word(Type.class)).orElse(Type.ANY);
            return new InputSpec(name, type, Optional.empty(), true, Optional.empty(), "");
        }
        Section input = inputs.child(name);
        input.allow(KNOWN, Set.of());
        Type type = input.read("type", Shapes.word(Type.class)).orElse(Type.ANY);
        Optional<Type> items = input.read("items", Shapes.word(Type.class));
        if (items.isPresent() && type != Type.ARRAY) {
            Misfit misfit = new Misfit("MISPLACED_KEY", "items are for the type array", "leave it out");
            input.findings().atKey(input.at("items"), misfit);
        }
        Optional<Template> standard = standard(input, type, items);
        return new InputSpec(
                name,
                type,
                items,
                required(input, standard.isPresent()),
                standard,
                input.read("description", Shapes.TEXT).orElse(""));
    }

    private static boolean required(Section input, boolean hasDefault) {
        boolean required = input.read("required", Shapes.TRUTH).orElse(!hasDefault);
        if (required && hasDefault) {
            Misfit misfit = Shapes.badValue("an input with a default is not required", "leave out one of the two");
            input.findings().atValue(input.at("required"), misfit);
        }
        return required && !hasDefault;
    }

    private Optional<Template> standard(Section input, Type type, Optional<Type> items) {
        if (!input.has("default")) {
            return Optional.empty();
        }
        Template template = templates.readAtStart(input.get("default"), input.at("default"));
        Object value = template.source().value();
        if (template.constant() && value != null) {
            requireFit(input, type, items, value);
        }
        return Optional.of(template);
    }

    private static void requireFit(Section input, Type type, Optional<Type> items, Object value) {
        try {
            new InputValues()
                    .fit(type, items, value)
                    .orElseThrow(() -> new Misfit(
                            "WRONG_TYPE",
                            "the default must be " + InputValues.name(type),
                            InputValues.remedy(type) + ", or change the type"));
        } catch (Misfit misfit) {
            input.findings().atValue(input.at("default"), misfit);
        }
    }
}
