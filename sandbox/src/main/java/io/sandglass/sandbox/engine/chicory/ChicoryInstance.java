package io.sandglass.sandbox.engine.chicory;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import io.sandglass.sandbox.engine.EngineInstance;
import java.util.OptionalLong;

/** One instance; everything thrown while the guest runs is put into the words of the seam. */
final class ChicoryInstance implements EngineInstance {
    private final Instance instance;

    ChicoryInstance(Instance instance) {
        this.instance = instance;
    }

    @Override
    public void start() {
        guarded(() -> instance.initialize(false));
    }

    @Override
    public void call(String export) {
        guarded(() -> instance.export(export).apply());
    }

    @Override
    public OptionalLong global(String export) {
        GlobalInstance global = instance.exports().global(export);
        return global == null ? OptionalLong.empty() : OptionalLong.of(global.getValue());
    }

    @Override
    public long memoryBytes() {
        Memory memory = instance.memory();
        return memory == null ? 0 : (long) memory.pages() * Memory.PAGE_SIZE;
    }

    /** The guest decides what is thrown here, errors of the JVM included; the host must survive all of it. */
    private static void guarded(Runnable guest) {
        try {
            guest.run();
        } catch (Throwable thrown) {
            throw Problems.whileRunning(thrown);
        }
    }
}
