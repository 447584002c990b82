package io.sandglass.expression;

import io.sandglass.plugin.Payload;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** A template whose expressions are compiled. */
record CompiledTemplate(Payload source, Piece root, List<Reference> references, Set<String> nodes) implements Template {
    /** @throws BadExpression with every flaw of every expression */
    static CompiledTemplate compile(Payload source, LongSupplier nanos) {
        TemplateBuilder builder = new TemplateBuilder(nanos);
        Piece root = builder.build(source.value(), "");
        if (!builder.flaws().isEmpty()) {
            throw new BadExpression(builder.flaws());
        }
        return new CompiledTemplate(source, root, List.copyOf(builder.references()), nodes(builder.references()));
    }

    private static Set<String> nodes(List<Reference> references) {
        return references.stream()
                .filter(reference -> reference.kind() == Reference.Kind.NODE)
                .map(Reference::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean constant() {
        return root instanceof Piece.Constant;
    }

    @Override
    public Payload evaluate(Scope scope) {
        return constant() ? source : Payload.of(root.evaluate(scope));
    }
}
