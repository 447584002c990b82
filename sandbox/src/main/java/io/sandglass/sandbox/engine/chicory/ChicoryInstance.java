package io.sandglass.sandbox.engine.chicory;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import io.sandglass.sandbox.engine.EngineInstance;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One instance; everything thrown while the guest runs is put into the words of the seam. */
final class ChicoryInstance implements EngineInstance {
    private final Instance instance;
    private final Supplier<OptionalInt> interpreted;

    /** @param interpreted the function that was interpreted last */
    ChicoryInstance(Instance instance, Supplier<OptionalInt> interpreted) {
        this.instance = instance;
        this.interpreted = interpreted;
    }

    @Override
    public void start() {
        guarded(() -> {
            instance.initialize(false);
            return 0;
        });
    }

    @Override
    public long call(String export) {
        return guarded(() -> {
            long[] results = instance.export(export).apply();
            return results == null || results.length == 0 ? 0 : results[0];
        });
    }

    @Override
    public OptionalLong global(String export) {
        GlobalInstance global = instance.exports().global(export);
        return global == null ? OptionalLong.empty() : OptionalLong.of(global.getValue());
    }

    @Override
    public void setGlobal(String export, long value) {
        instance.exports().global(export).setValue(value);
    }

    @Override
    public long memoryBytes() {
        Memory memory = instance.memory();
        return memory == null ? 0 : (long) memory.pages() * Memory.PAGE_SIZE;
    }

    /** The guest decides what is thrown here, errors of the JVM included; the host must survive all of it. */
    private long guarded(LongSupplier guest) {
        try {
            return guest.getAsLong();
        } catch (Throwable thrown) {
            throw Problems.whileRunning(thrown, interpreted);
        }
    }
}
