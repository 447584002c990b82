package io.sandglass.sandbox.engine.chicory;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.ExecutionListener;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Instruction;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Follows what the engine interprets, of one instance: its loops do not look for an interrupt by themselves, and its frames
 * do not tell which function they are of. Compiled code does both, and is not followed. Belongs to the guest's thread.
 */
final class InterpreterWatch implements ExecutionListener {
    private static final int BETWEEN_LOOKS = 1_000;

    private @Nullable Instruction last;
    private int left = BETWEEN_LOOKS;

    @Override
    public void onExecution(Instruction instruction, MStack stack) {
        last = instruction;
        if (--left == 0) {
            left = BETWEEN_LOOKS;
            if (Thread.currentThread().isInterrupted()) {
                throw new ChicoryInterruptedException("interrupted while it was interpreted", null);
            }
        }
    }

    /** The function that was interpreted last, imported ones counted first. */
    OptionalInt function(WasmModule module, int imported) {
        for (int i = 0; i < module.codeSection().functionBodyCount(); i++) {
            List<? extends Instruction> code =
                    module.codeSection().getFunctionBody(i).instructions();
            if (code.stream().anyMatch(instruction -> instruction == last)) {
                return OptionalInt.of(imported + i);
            }
        }
        return OptionalInt.empty();
    }
}
