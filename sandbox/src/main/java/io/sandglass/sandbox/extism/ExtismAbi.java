package io.sandglass.sandbox.extism;

import io.sandglass.sandbox.capability.GuestLog.Level;
import io.sandglass.sandbox.engine.HostFunction;
import io.sandglass.sandbox.engine.ImportedFunction;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The functions of the import module {@code extism:host/env}, by name. Stateless: what belongs to one run is in
 * {@link ExtismSession}.
 *
 * <p>Functions that reach the plug-in's input or the host's memory cost {@value #MEMORY_PRICE} units of fuel and are not
 * counted as host calls: a plug-in needs one for each eight bytes.
 */
public final class ExtismAbi {
    /** The namespace that plug-ins import from. */
    public static final String MODULE = "extism:host/env";

    private static final long MEMORY_PRICE = 4;
    private static final long CALL_PRICE = 20;
    /** Extism's number for debug: what is finer is logged as that. */
    private static final int FINEST_LEVEL = 1;

    private static final Map<String, Call> CALLS = Stream.of(memory(), results(), settings(), world(), logs())
            .flatMap(Function.identity())
            .collect(Collectors.toUnmodifiableMap(Call::name, Function.identity()));

    private ExtismAbi() {}

    /**
     * One function.
     *
     * @param signature see {@link HostFunction#signature()}
     * @param counted whether it counts as a host call
     */
    private record Call(String name, String signature, boolean counted, Body body) {
        static Call memory(String name, String signature, Body body) {
            return new Call(name, signature, false, body);
        }

        static Call of(String name, String signature, Body body) {
            return new Call(name, signature, true, body);
        }

        /** A function without a result. */
        static Call doing(String name, String parameters, Action action) {
            return of(name, parameters + ">", (session, arguments) -> {
                action.call(session, arguments);
                return 0;
            });
        }
    }

    @FunctionalInterface
    private interface Body {
        long call(ExtismSession session, long[] arguments);
    }

    @FunctionalInterface
    private interface Action {
        void call(ExtismSession session, long[] arguments);
    }

    /** The signature this host gives to a function, or empty if there is none of that name. */
    public static Optional<String> signature(ImportedFunction wanted) {
        return Optional.ofNullable(wanted.module().equals(MODULE) ? CALLS.get(wanted.name()) : null)
                .map(Call::signature);
    }

    /**
     * Binds a function to one run.
     *
     * @param wanted a function for which {@link #signature} is known
     */
    public static HostFunction bind(ImportedFunction wanted, ExtismSession session) {
        Call call = CALLS.get(wanted.name());
        if (call == null) {
            throw new IllegalArgumentException("there is no function " + wanted.qualifiedName());
        }
        return new HostFunction(MODULE, call.name(), call.signature(), (memory, arguments) -> {
            if (call.counted()) {
                session.meter().count();
                session.meter().timeLeft();
            }
            session.meter().charge(call.counted() ? CALL_PRICE : MEMORY_PRICE);
            return call.body().call(session, arguments);
        });
    }

    private static Stream<Call> memory() {
        return Stream.of(
                Call.memory("input_length", ">j", (session, to) -> session.inputLength()),
                Call.memory("input_load_u8", "j>i", (session, to) -> session.input(to[0], Byte.BYTES)),
                Call.memory("input_load_u64", "j>j", (session, to) -> session.input(to[0], Long.BYTES)),
                Call.memory("length", "j>j", (session, to) -> session.kernel().length(to[0])),
                Call.memory(
                        "length_unsafe",
                        "j>j",
                        (session, to) -> session.kernel().length(to[0])),
                Call.memory("alloc", "j>j", (session, to) -> session.allocate(to[0])),
                Call.memory("free", "j>", (session, to) -> {
                    session.kernel().free(to[0]);
                    return 0;
                }),
                Call.memory("load_u8", "j>i", (session, to) -> session.kernel().load(to[0], Byte.BYTES)),
                Call.memory("load_u64", "j>j", (session, to) -> session.kernel().load(to[0], Long.BYTES)),
                Call.memory("store_u8", "ji>", (session, to) -> {
                    session.kernel().store(to[0], to[1], Byte.BYTES);
                    return 0;
                }),
                Call.memory("store_u64", "jj>", (session, to) -> {
                    session.kernel().store(to[0], to[1], Long.BYTES);
                    return 0;
                }));
    }

    private static Stream<Call> results() {
        return Stream.of(
                Call.doing("output_set", "jj", (session, to) -> session.output(to[0], to[1])),
                Call.doing("error_set", "j", (session, to) -> session.error(to[0])));
    }

    private static Stream<Call> settings() {
        return Stream.of(
                Call.of("config_get", "j>j", (session, to) -> session.configured(to[0])),
                Call.of("var_get", "j>j", (session, to) -> session.variable(to[0])),
                Call.doing("var_set", "jj", (session, to) -> session.variable(to[0], to[1])));
    }

    private static Stream<Call> world() {
        return Stream.of(
                Call.of("http_request", "jj>j", (session, to) -> session.http(to[0], to[1])),
                Call.of("http_status_code", ">i", (session, to) -> session.httpStatus()),
                Call.of("http_headers", ">j", (session, to) -> session.httpHeaders()));
    }

    private static Stream<Call> logs() {
        return Stream.of(
                Call.doing("log_trace", "j", (session, to) -> session.log(Level.DEBUG, to[0])),
                Call.doing("log_debug", "j", (session, to) -> session.log(Level.DEBUG, to[0])),
                Call.doing("log_info", "j", (session, to) -> session.log(Level.INFO, to[0])),
                Call.doing("log_warn", "j", (session, to) -> session.log(Level.WARN, to[0])),
                Call.doing("log_error", "j", (session, to) -> session.log(Level.ERROR, to[0])),
                Call.of("get_log_level", ">i", (session, to) -> FINEST_LEVEL));
    }
}
