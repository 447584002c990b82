package io.sandglass.sandbox.engine.endive;

import java.util.Map;
import run.endive.runtime.GlobalFactory;
import run.endive.runtime.GlobalInstance;
import run.endive.wasm.types.MutabilityType;
import run.endive.wasm.types.ValType;

/**
 * Gives some globals another value to begin with than their module does.
 *
 * <p>The engine makes the globals of an instance in their order, right before anything of the guest runs, and gives no
 * later chance to set one.
 */
final class PresetGlobals implements GlobalFactory {
    private final Map<Integer, Long> values;
    private int next;

    /** @param values by place among the module's own globals */
    PresetGlobals(Map<Integer, Long> values) {
        this.values = values;
    }

    @Override
    @SuppressWarnings("deprecation") // what the engine itself calls here
    public GlobalInstance create(long value, long high, ValType type, MutabilityType mutability) {
        long first = values.getOrDefault(next++, value);
        return new GlobalInstance(first, high, type, mutability);
    }
}
