package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.HostFunction;
import io.sandglass.sandbox.engine.ImportedFunction;
import io.sandglass.sandbox.extism.ExtismAbi;
import io.sandglass.sandbox.extism.ExtismSession;
import io.sandglass.sandbox.hostcall.CapabilitySession;
import io.sandglass.sandbox.hostcall.SandglassAbi;
import io.sandglass.sandbox.wasi.WasiPreview1;
import io.sandglass.sandbox.wasi.WasiProcess;
import java.util.List;
import java.util.Optional;

/** All functions that the host offers to one run, whichever import module they are of. */
record HostLinks(WasiProcess process, CapabilitySession capabilities, ExtismSession extism, GuestMeter meter) {
    /** The import modules of which there are functions. */
    static List<String> offered(Abi abi) {
        return abi instanceof Abi.Extism
                ? List.of(WasiPreview1.MODULE, SandglassAbi.MODULE, ExtismAbi.MODULE)
                : List.of(WasiPreview1.MODULE, SandglassAbi.MODULE);
    }

    /** The signature this host gives to a function, or empty if there is none of that name. */
    static Optional<String> signature(ImportedFunction wanted, Abi abi) {
        return WasiPreview1.signature(wanted)
                .or(() -> SandglassAbi.signature(wanted))
                .or(() -> abi instanceof Abi.Extism ? ExtismAbi.signature(wanted) : Optional.empty());
    }

    /** @param wanted a function for which {@link #signature} is known */
    HostFunction bind(ImportedFunction wanted) {
        return switch (wanted.module()) {
            case SandglassAbi.MODULE -> SandglassAbi.bind(wanted, capabilities);
            case ExtismAbi.MODULE -> ExtismAbi.bind(wanted, extism);
            default -> WasiPreview1.bind(wanted, process, meter::charge);
        };
    }
}
