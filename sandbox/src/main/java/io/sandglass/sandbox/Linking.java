package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.ImportedFunction;
import io.sandglass.sandbox.wasi.WasiPreview1;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a module wants from its host, compared with what is offered; all problems at once. */
final class Linking {
    /** The function that is run. */
    static final String START = "_start";

    static final String NOTHING_TO_NOTHING = ">";

    private Linking() {}

    static Optional<Ending> problem(EngineModule module) {
        List<String> problems = new ArrayList<>();
        module.otherImports().forEach(name -> problems.add(name + " is not offered"));
        module.importedFunctions().forEach(wanted -> functionProblem(wanted).ifPresent(problems::add));
        startProblem(module).ifPresent(problems::add);
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Ending.of(
                Outcome.LINK_ERROR,
                "link",
                "the module cannot be linked: " + String.join("; ", problems) + ". Offered are the functions of "
                        + WasiPreview1.MODULE));
    }

    private static Optional<String> functionProblem(ImportedFunction wanted) {
        Optional<String> offered = WasiPreview1.signature(wanted);
        if (offered.isEmpty()) {
            return Optional.of(wanted.qualifiedName() + " is not offered");
        }
        return offered.filter(signature -> !signature.equals(wanted.signature()))
                .map(signature -> wanted.qualifiedName() + " is " + signature + ", not " + wanted.signature());
    }

    private static Optional<String> startProblem(EngineModule module) {
        String signature = module.exportedFunctions().get(START);
        if (signature == null) {
            return Optional.of("it exports no function " + START + " (is it a WASI command?)");
        }
        return Optional.of(signature)
                .filter(type -> !type.equals(NOTHING_TO_NOTHING))
                .map(type -> START + " must take and return nothing, but is " + type);
    }
}
