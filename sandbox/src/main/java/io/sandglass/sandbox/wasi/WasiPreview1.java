package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestStop;
import io.sandglass.sandbox.engine.HostFunction;
import io.sandglass.sandbox.engine.ImportedFunction;
import io.sandglass.sandbox.wasi.tree.Refused;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All functions of WASI preview 1, by name. Stateless: what belongs to one run is in {@link WasiProcess}. */
public final class WasiPreview1 {
    /** The namespace that guests import from. */
    public static final String MODULE = "wasi_snapshot_preview1";

    private static final long PRICE = 20;

    private static final Map<String, WasiFunction> FUNCTIONS = Stream.of(
                    EnvironmentCalls.all(),
                    WorldCalls.all(),
                    FileCalls.all(),
                    DescriptorCalls.all(),
                    ReadDirectory.all(),
                    PathCalls.all(),
                    DeniedCalls.all())
            .flatMap(stream -> stream)
            .collect(Collectors.toUnmodifiableMap(WasiFunction::name, function -> function));

    private WasiPreview1() {}

    /** The signature this host gives to a function, or empty if WASI has none of that name. */
    public static Optional<String> signature(ImportedFunction wanted) {
        return Optional.ofNullable(wanted.module().equals(MODULE) ? FUNCTIONS.get(wanted.name()) : null)
                .map(WasiFunction::signature);
    }

    /**
     * Binds a function to one run.
     *
     * @param wanted a function for which {@link #signature} is known
     * @param fuel takes what a call costs: {@value #PRICE}, and 1 for each 16 bytes that go in or out of the guest's memory
     */
    public static HostFunction bind(ImportedFunction wanted, WasiProcess process, LongConsumer fuel) {
        WasiFunction function = FUNCTIONS.get(wanted.name());
        if (function == null) {
            throw new IllegalArgumentException("WASI preview 1 has no function " + wanted.qualifiedName());
        }
        return new HostFunction(MODULE, function.name(), function.signature(), (memory, arguments) -> {
            process.countHostCall();
            fuel.accept(PRICE);
            return answer(function, process, new Pointers(new PaidMemory(memory, fuel), arguments));
        });
    }

    private static int answer(WasiFunction function, WasiProcess process, Pointers guest) {
        try {
            return function.body().call(process, guest);
        } catch (GuestStop stop) {
            throw stop;
        } catch (Refused refused) {
            return refused.problem().errno();
        } catch (RuntimeException e) {
            throw new HostCallBroken(function.name(), e);
        }
    }
}
