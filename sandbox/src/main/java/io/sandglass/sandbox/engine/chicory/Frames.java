package io.sandglass.sandbox.engine.chicory;

import com.dylibso.chicory.runtime.InterpreterMachine;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the function of the guest in which something was thrown: each compiled one is a method of a generated class, and
 * interpreted ones are all the same method of the engine.
 */
final class Frames {
    private static final String GENERATED = ".$gen.CompiledMachine";
    private static final String INTERPRETER = InterpreterMachine.class.getName();
    private static final Pattern FUNCTION = Pattern.compile("func_(\\d{1,9})");

    private Frames() {}

    /**
     * The innermost one; empty if the trace has none.
     *
     * @param interpreted the function that was interpreted last
     */
    static OptionalInt function(Throwable thrown, Supplier<OptionalInt> interpreted) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().equals(INTERPRETER)) {
                return interpreted.get();
            }
            Matcher function = FUNCTION.matcher(frame.getMethodName());
            if (frame.getClassName().contains(GENERATED) && function.matches()) {
                return OptionalInt.of(Integer.parseInt(function.group(1)));
            }
        }
        return OptionalInt.empty();
    }
}
