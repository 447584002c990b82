package io.sandglass.sandbox.engine.chicory;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.wasm.ChicoryException;
import io.sandglass.sandbox.engine.GuestStop;
import io.sandglass.sandbox.engine.GuestTrap;
import io.sandglass.sandbox.engine.TrapKind;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Puts the engine's exceptions into the words of the seam. */
final class Problems {
    private static final Map<String, TrapKind> BY_MESSAGE = Map.ofEntries(
            Map.entry("unreachable", TrapKind.UNREACHABLE),
            Map.entry("integer divide by zero", TrapKind.DIVIDE_BY_ZERO),
            Map.entry("integer overflow", TrapKind.INTEGER_OVERFLOW),
            Map.entry("invalid conversion to integer", TrapKind.INVALID_CONVERSION),
            Map.entry("out of bounds", TrapKind.OUT_OF_BOUNDS),
            Map.entry("indirect call type mismatch", TrapKind.INDIRECT_CALL),
            Map.entry("undefined element", TrapKind.INDIRECT_CALL),
            Map.entry("uninitialized element", TrapKind.INDIRECT_CALL),
            Map.entry("null function reference", TrapKind.INDIRECT_CALL),
            Map.entry("null reference", TrapKind.INDIRECT_CALL),
            Map.entry("call stack exhausted", TrapKind.STACK));

    private static final String ADDRESS = ": attempted to access address";

    private Problems() {}

    /**
     * What to throw to the sandbox for something thrown while the guest ran.
     *
     * @param interpreted the function that was interpreted last
     */
    static RuntimeException whileRunning(Throwable thrown, Supplier<OptionalInt> interpreted) {
        if (thrown instanceof GuestStop stop) {
            return stop;
        }
        if (thrown instanceof OutOfMemoryError memory) {
            throw memory;
        }
        return new GuestTrap(
                kind(thrown), withoutAddress(describe(thrown)), Frames.function(thrown, interpreted), thrown);
    }

    private static TrapKind kind(Throwable thrown) {
        if (thrown instanceof ChicoryInterruptedException) {
            return TrapKind.INTERRUPTED;
        }
        if (thrown instanceof StackOverflowError || thrown.getCause() instanceof StackOverflowError) {
            return TrapKind.STACK;
        }
        if (thrown instanceof ChicoryException) {
            return byMessage(describe(thrown));
        }
        // Bulk operations with operands that overflow reach the engine's arrays unchecked.
        boolean arrays = thrown instanceof IndexOutOfBoundsException
                || thrown instanceof NegativeArraySizeException
                || thrown instanceof NullPointerException;
        return arrays ? TrapKind.OUT_OF_BOUNDS : TrapKind.OTHER;
    }

    private static TrapKind byMessage(String message) {
        return BY_MESSAGE.entrySet().stream()
                .filter(entry -> message.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(TrapKind.OTHER);
    }

    /** Only compiled code tells an address, and not the right one where it is beyond 2 GiB. */
    private static String withoutAddress(String message) {
        int address = message.indexOf(ADDRESS);
        return address < 0 ? message : message.substring(0, address);
    }

    /** The engine's message, or the exception's name where it has none. */
    static String describe(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
