package io.sandglass.sandbox.engine.chicory;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the function of the guest in which something was thrown: each is a method of a generated class. */
final class Frames {
    private static final String GENERATED = ".$gen.CompiledMachine";
    private static final Pattern FUNCTION = Pattern.compile("func_(\\d{1,9})");

    private Frames() {}

    /** The innermost one; empty if the trace has none, as of an interpreted function. */
    static OptionalInt function(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            Matcher function = FUNCTION.matcher(frame.getMethodName());
            if (frame.getClassName().contains(GENERATED) && function.matches()) {
                return OptionalInt.of(Integer.parseInt(function.group(1)));
            }
        }
        return OptionalInt.empty();
    }
}
