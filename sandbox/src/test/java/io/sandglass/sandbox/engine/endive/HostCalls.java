package io.sandglass.sandbox.engine.endive;

import io.sandglass.sandbox.engine.GuestMemory;
import io.sandglass.sandbox.engine.HostFunction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.types.FunctionType;

/** Binds host functions to one instance, whose memory is known only once a call comes in. */
final class HostCalls {
    private static final Map<String, FunctionType> TYPES = new ConcurrentHashMap<>();
    private static final long[] NOTHING = {};

    private @Nullable GuestMemory memory;

    ImportFunction bind(HostFunction function) {
        FunctionType type = TYPES.computeIfAbsent(function.signature(), Signatures::parse);
        boolean returns = !type.returns().isEmpty();
        return new ImportFunction(function.module(), function.name(), type, (instance, arguments) -> {
            long result = function.body().call(memoryOf(instance), arguments);
            return returns ? new long[] {result} : NOTHING;
        });
    }

    private GuestMemory memoryOf(Instance instance) {
        GuestMemory known = memory;
        if (known == null) {
            Memory first = instance.memory();
            known = first == null ? NoMemory.INSTANCE : new EndiveMemory(first);
            memory = known;
        }
        return known;
    }
}
