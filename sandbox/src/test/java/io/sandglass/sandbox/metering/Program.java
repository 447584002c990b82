package io.sandglass.sandbox.metering;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.ChicoryException;
import java.util.Arrays;

/** A module with an export {@code run}, from i32 to i32, made ready once and run as often as needed. */
final class Program {
    private final BareModule module;

    private Program(BareModule module) {
        this.module = module;
    }

    static Program compiled(byte[] wasm) {
        return new Program(BareModule.compiled(wasm));
    }

    static Program interpreted(byte[] wasm) {
        return new Program(BareModule.interpreted(wasm));
    }

    /**
     * What a run gave.
     *
     * @param answer the results, or the words of the trap
     * @param memory a checksum over the memory afterwards
     * @param fuel what it used; 0 if the module is not metered
     */
    record Run(String answer, long memory, long fuel) {
        Run unmetered() {
            return new Run(answer, memory, 0);
        }
    }

    Run run(int argument) {
        return run(argument, BareModule.FUEL);
    }

    Run run(int argument, long fuel) {
        Instance instance = module.instantiate(fuel);
        String answer = answer(instance, argument);
        return new Run(answer, BareModule.checksum(instance), fuel - module.fuelLeft(instance, fuel));
    }

    static String answer(Instance instance, int argument) {
        try {
            return Arrays.toString(instance.export("run").apply(argument));
        } catch (ChicoryException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
