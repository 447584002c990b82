package io.sandglass.sandbox.engine.chicory;

import com.dylibso.chicory.runtime.GlobalFactory;
import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.Map;

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
    public GlobalInstance create(long value, long high, ValType type, MutabilityType mutability) {
        long first = values.getOrDefault(next++, value);
        return new GlobalInstance(first, high, type, mutability);
    }
}
