package io.sandglass.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A function of JSONata, metered: its arguments are paid for before, its result is checked after. Thread-safe. */
final class GuardedFunction extends JFunction {
    private static final int UNITS_PER_STEP = 256;

    private final Optional<Body> body;

    /**
     * @param method the method of {@link Functions} that JSONata would call
     * @param body what is called instead; empty to call the method
     */
    GuardedFunction(String name, String signature, String method, Optional<Body> body) {
        super(name, signature, Functions.class, null, method);
        this.body = body;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public @Nullable Object call(@Nullable Object input, List args) {
        Evaluation evaluation = Evaluation.current();
        Meter meter = evaluation.meter();
        meter.charge(1);
        for (Object arg : args) {
            meter.charge(meter.weigh(arg) / UNITS_PER_STEP);
        }
        Object result = body.isPresent() ? body.get().call(evaluation, new Arguments(args)) : super.call(input, args);
        meter.check(result);
        return result;
    }

    /** What a function does. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object call(Evaluation evaluation, Arguments arguments);
    }
}
