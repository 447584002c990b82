package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.ImportedFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a module wants from its host, compared with what is offered; all problems at once. */
final class Linking {
    static final String NOTHING_TO_NOTHING = ">";
    private static final String NOTHING_TO_INT = ">i";

    private Linking() {}

    static Optional<Ending> problem(EngineModule module, Abi abi) {
        List<String> problems = new ArrayList<>();
        module.otherImports().forEach(name -> problems.add(name + " is not offered"));
        module.importedFunctions()
                .forEach(wanted -> functionProblem(wanted, abi).ifPresent(problems::add));
        startProblem(module, abi).ifPresent(problems::add);
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Ending.of(
                Outcome.LINK_ERROR,
                "link",
                "the module cannot be linked: " + String.join("; ", problems) + ". Offered are the functions of "
                        + String.join(", ", HostLinks.offered(abi))));
    }

    private static Optional<String> functionProblem(ImportedFunction wanted, Abi abi) {
        Optional<String> offered = HostLinks.signature(wanted, abi);
        if (offered.isEmpty()) {
            return Optional.of(wanted.qualifiedName() + " is not offered");
        }
        return offered.filter(signature -> !signature.equals(wanted.signature()))
                .map(signature -> wanted.qualifiedName() + " is " + signature + ", not " + wanted.signature());
    }

    private static Optional<String> startProblem(EngineModule module, Abi abi) {
        boolean command = abi instanceof Abi.WasiCommand;
        String signature = module.exportedFunctions().get(abi.entry());
        if (signature == null) {
            return Optional.of("it exports no function " + abi.entry() + (command ? " (is it a WASI command?)" : ""));
        }
        boolean fits = signature.equals(NOTHING_TO_NOTHING) || !command && signature.equals(NOTHING_TO_INT);
        return fits
                ? Optional.empty()
                : Optional.of(abi.entry() + " must take nothing and return nothing" + (command ? "" : " or an i32")
                        + ", but is " + signature);
    }
}
