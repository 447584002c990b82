package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.EngineModule;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** What to call a function of a guest; the guest chose the name, so it is cut and cleaned. */
final class FunctionNames {
    private static final int LONGEST = 120;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private FunctionNames() {}

    static Optional<String> of(EngineModule module, OptionalInt index) {
        return index.isEmpty() ? Optional.empty() : Optional.of(of(module, index.getAsInt()));
    }

    private static String of(EngineModule module, int index) {
        return module.functionName(index)
                .filter(name -> !name.isBlank())
                .map(name -> name.substring(0, Math.min(LONGEST, name.length())))
                .map(name -> UNSEEN.matcher(name).replaceAll("?"))
                .orElse("function " + index);
    }
}
