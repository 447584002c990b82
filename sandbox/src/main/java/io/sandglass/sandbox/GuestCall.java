package io.sandglass.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sandglass.sandbox.engine.EngineInstance;
import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.extism.ExtismSession;
import io.sandglass.sandbox.metering.FuelRewriter;
import io.sandglass.sandbox.wasi.Streams;
import java.util.List;

/** Calls what a module of one kind has for an entry, and takes what it leaves. */
record GuestCall(EngineModule module, Abi abi, ExtismSession extism, long stackUnits) {
    /** What toolchains export to run constructors with; the first that is there is called before the entry. */
    private static final List<String> INITIALIZERS = List.of("_initialize", "__wasm_call_ctors");

    /**
     * Runs the guest.
     *
     * @param streams get the output and the error of a plug-in
     */
    Ending run(EngineInstance instance, Streams streams) {
        if (abi instanceof Abi.WasiCommand) {
            enter(instance, abi.entry());
            return Ending.OK;
        }
        INITIALIZERS.stream()
                .filter(name -> Linking.NOTHING_TO_NOTHING.equals(
                        module.exportedFunctions().get(name)))
                .findFirst()
                .ifPresent(name -> enter(instance, name));
        int code = (int) enter(instance, abi.entry());
        streams.stdout().write(extism.output());
        if (code != 0 && extism.error().length > 0) {
            streams.stderr()
                    .write(("\n" + new String(extism.error(), UTF_8).replace('\n', ' ') + "\n").getBytes(UTF_8));
        }
        return Ending.exit(code);
    }

    /** With all the depth there is: a call through a table leaves its own in the global. */
    private long enter(EngineInstance instance, String export) {
        instance.setGlobal(FuelRewriter.DEPTH, stackUnits);
        return instance.call(export);
    }
}
