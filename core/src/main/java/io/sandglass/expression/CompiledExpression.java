package io.sandglass.expression;

import com.dashjoin.jsonata.Jsonata.Frame;
import io.sandglass.plugin.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An expression that JSONata has parsed, or will parse if it is a path that the fast path cannot walk. */
final class CompiledExpression implements Expression {
    private final String source;
    private final Program program;
    private final List<Reference> references;
    private final Set<String> nodes;
    private final Optional<FastPath> fastPath;
    private final LongSupplier nanos;

    private CompiledExpression(String source, Scan scan, LongSupplier nanos) {
        this.source = source;
        this.program = new Program(scan);
        this.references = scan.references();
        this.nodes = references.stream()
                .filter(reference -> reference.kind() == Reference.Kind.NODE)
                .map(Reference::name)
                .collect(Collectors.toUnmodifiableSet());
        this.fastPath = scan.path().map(FastPath::new);
        this.nanos = nanos;
    }

    /** @throws BadExpression if it cannot be compiled */
    static CompiledExpression compile(String source, LongSupplier nanos) {
        CompiledExpression expression = new CompiledExpression(source, Scan.of(source), nanos);
        if (expression.fastPath.isEmpty()) {
            expression.program.parsed();
        }
        return expression;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Set<String> nodes() {
        return nodes;
    }

    @Override
    public List<Reference> references() {
        return references;
    }

    @Override
    public Payload evaluate(Scope scope) {
        return fastPath.flatMap(path -> path.walk(scope)).orElseGet(() -> evaluateByJsonata(scope));
    }

    @Override
    public boolean test(Scope scope) {
        return Truth.of(evaluate(scope).value());
    }

    /** The slow path, also for what the fast one can do. */
    Payload evaluateByJsonata(Scope scope) {
        Map<String, @Nullable Object> root =
                root(scope); // whose values may have to be read, which is no fault of the source
        Meter meter = new Meter(nanos);
        try (Evaluation evaluation = Evaluation.begin(meter, scope.clockMillis(), scope.seed() ^ source.hashCode())) {
            Frame frame = program.functions();
            frame.setEvaluateEntryCallback(evaluation.meter());
            frame.setEvaluateExitCallback(evaluation.meter());
            Object result = program.parsed().evaluate(root, frame);
            meter.check(result);
            return Values.outward(result);
        } catch (StackOverflowError | RuntimeException e) {
            throw EvaluationFailures.of(source, e);
        }
    }

    private Map<String, @Nullable Object> root(Scope scope) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("inputs", Values.inward(scope.inputs().value()));
        root.put("trigger", Values.inward(scope.trigger().value()));
        root.put("run", Values.inward(scope.run().value()));
        root.put("nodes", outputs(scope));
        return root;
    }

    /** Only the nodes it names: so what {@link #nodes} says is all there is to read, whatever the expression does. */
    private Map<String, Object> outputs(Scope scope) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (String node : nodes) {
            Payload output = scope.outputs().get(node);
            if (output != null) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("output", Values.inward(output.value()));
                outputs.put(node, fields);
            }
        }
        return outputs;
    }
}
