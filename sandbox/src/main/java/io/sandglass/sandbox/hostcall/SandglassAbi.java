package io.sandglass.sandbox.hostcall;

import io.sandglass.sandbox.capability.GuestLog;
import io.sandglass.sandbox.capability.HostAnswer;
import io.sandglass.sandbox.engine.HostFunction;
import io.sandglass.sandbox.engine.ImportedFunction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The functions of the import module {@code sandglass}, by name. All are offered to every module; what is not granted ends
 * the guest when it is called. Stateless: what belongs to one run is in {@link CapabilitySession}.
 */
public final class SandglassAbi {
    /** The namespace that guests import from. */
    public static final String MODULE = "sandglass";

    private static final int MAX_LINE = 16 << 10;
    private static final int MAX_NAME = 512;
    private static final int MAX_VALUE = 64 << 10;
    private static final int MAX_HEAD = 64 << 10;

    private static final Map<String, Call> CALLS = Stream.of(
                    new Call("log", "iii>i", 0, SandglassAbi::log),
                    new Call("kv_get", "ii>i", Prices.VALUE, (session, guest) -> session.get(guest.text(0, MAX_NAME))),
                    new Call("kv_set", "iiii>i", Prices.VALUE, SandglassAbi::set),
                    new Call(
                            "kv_delete",
                            "ii>i",
                            Prices.VALUE,
                            (session, guest) -> session.delete(guest.text(0, MAX_NAME))),
                    new Call("http", "iiii>i", 0, SandglassAbi::http),
                    new Call("http_header", "iiii>i", Prices.READ, SandglassAbi::header),
                    new Call(
                            "secret",
                            "ii>i",
                            Prices.SECRET,
                            (session, guest) -> session.secret(guest.text(0, MAX_NAME))),
                    new Call(
                            "answer_length",
                            ">i",
                            Prices.READ,
                            (session, guest) -> session.held().bytes().length),
                    new Call("answer_read", "ii>i", Prices.READ, SandglassAbi::read))
            .collect(Collectors.toUnmodifiableMap(Call::name, Function.identity()));

    private SandglassAbi() {}

    /** @param signature see {@link HostFunction#signature()} */
    private record Call(String name, String signature, long price, Body body) {}

    @FunctionalInterface
    private interface Body {
        int call(CapabilitySession session, GuestBytes guest);
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
    public static HostFunction bind(ImportedFunction wanted, CapabilitySession session) {
        Call call = CALLS.get(wanted.name());
        if (call == null) {
            throw new IllegalArgumentException("there is no function " + wanted.qualifiedName());
        }
        return new HostFunction(MODULE, call.name(), call.signature(), (memory, arguments) -> {
            session.enter(call.price());
            try {
                return call.body().call(session, new GuestBytes(memory, arguments));
            } catch (BadArgument bad) {
                return session.hold(HostAnswer.failed(bad.code(), String.valueOf(bad.getMessage())));
            }
        });
    }

    private static int log(CapabilitySession session, GuestBytes guest) {
        return session.log(GuestLog.Level.of(guest.u32(0)), guest.text(1, MAX_LINE));
    }

    private static int set(CapabilitySession session, GuestBytes guest) {
        return session.set(guest.text(0, MAX_NAME), guest.bytes(2, MAX_VALUE));
    }

    private static int http(CapabilitySession session, GuestBytes guest) {
        return session.http(guest.bytes(0, MAX_HEAD), guest.bytes(2, CapabilitySession.MAX_HTTP))
                .code();
    }

    /** Length of the header's value, of which as much is copied as there is room. */
    private static int header(CapabilitySession session, GuestBytes guest) {
        String name = guest.text(0, MAX_NAME).toLowerCase(Locale.ROOT);
        String value = session.held().headers().get(name);
        if (value == null) {
            return HostAnswer.NOT_FOUND;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        guest.store(2, bytes, session::chargeBytes);
        return bytes.length;
    }

    private static int read(CapabilitySession session, GuestBytes guest) {
        return guest.store(0, session.held().bytes(), session::chargeBytes);
    }
}
