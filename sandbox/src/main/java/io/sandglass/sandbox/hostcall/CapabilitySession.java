package io.sandglass.sandbox.hostcall;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sandglass.sandbox.capability.Capabilities;
import io.sandglass.sandbox.capability.GuestLog;
import io.sandglass.sandbox.capability.HostAnswer;
import io.sandglass.sandbox.capability.HttpAnswer;
import io.sandglass.sandbox.capability.HttpClient;
import io.sandglass.sandbox.capability.HttpRequest;
import io.sandglass.sandbox.engine.GuestStop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The capabilities of one guest while it runs, and the answer to its last call. Belongs to the guest's thread.
 */
public final class CapabilitySession {
    /** Most bytes of a request's body, and of the answer's. */
    public static final int MAX_HTTP = 1 << 20;

    private static final Duration LONGEST_HTTP = Duration.ofSeconds(5);

    private final Capabilities granted;
    private final CallMeter meter;
    private HostAnswer held = HostAnswer.of(HostAnswer.OK);

    public CapabilitySession(Capabilities granted, CallMeter meter) {
        this.granted = granted;
        this.meter = meter;
    }

    /** Counts and charges one call, and ends the guest if its time is over. */
    void enter(long price) {
        meter.count();
        meter.timeLeft();
        meter.charge(price);
    }

    /** Charges what is copied into the guest, before it is. */
    void chargeBytes(long count) {
        meter.charge(Prices.bytes(count));
    }

    /** The answer to the last call that had one. */
    HostAnswer held() {
        return held;
    }

    /** Keeps an answer that nobody else gave. */
    int hold(HostAnswer answer) {
        held = answer;
        return answer.code();
    }

    /** Logs a line. */
    public int log(GuestLog.Level level, String line) {
        meter.charge(Prices.LOG);
        byte[] request = joined(level.name().getBytes(UTF_8), line.getBytes(UTF_8));
        return ask("sandglass.log", request, () -> {
            granted.log().log(level, line);
            return HostAnswer.of(HostAnswer.OK);
        });
    }

    int get(String key) {
        return ask(
                "sandglass.kv_get",
                joined(key.getBytes(UTF_8)),
                () -> granted.values()
                        .get(key)
                        .map(value -> HostAnswer.of(value.length, value))
                        .orElseGet(() -> HostAnswer.of(HostAnswer.NOT_FOUND)));
    }

    int set(String key, byte[] value) {
        return ask("sandglass.kv_set", joined(key.getBytes(UTF_8), value), () -> {
            granted.values().set(key, value);
            return HostAnswer.of(HostAnswer.OK);
        });
    }

    int delete(String key) {
        return ask("sandglass.kv_delete", joined(key.getBytes(UTF_8)), () -> {
            granted.values().delete(key);
            return HostAnswer.of(HostAnswer.OK);
        });
    }

    int secret(String name) {
        return ask(
                "sandglass.secret",
                joined(name.getBytes(UTF_8)),
                () -> granted.secrets()
                        .handle(name)
                        .map(handle -> handle.getBytes(UTF_8))
                        .map(handle -> HostAnswer.of(handle.length, handle))
                        .orElseGet(() -> HostAnswer.of(HostAnswer.NOT_FOUND)));
    }

    /**
     * Makes a request.
     *
     * @param head {@code {"method": ..., "url": ..., "headers": {...}}} as JSON
     * @param body at most {@link #MAX_HTTP} bytes
     * @return the status, or a negative number and a message
     */
    public HostAnswer http(byte[] head, byte[] body) {
        meter.charge(Prices.HTTP);
        try {
            GuestBytes.requireAtMost(MAX_HTTP, body.length);
            HttpRequest request = RequestJson.read(GuestBytes.text(head), body);
            ask("sandglass.http", joined(head, body), () -> send(request));
        } catch (BadArgument nonsense) {
            hold(HostAnswer.failed(nonsense.code(), String.valueOf(nonsense.getMessage())));
        }
        return held;
    }

    private HostAnswer send(HttpRequest request) {
        Duration left = meter.timeLeft();
        try {
            Duration timeout = left.compareTo(LONGEST_HTTP) < 0 ? left : LONGEST_HTTP;
            HttpAnswer answer =
                    granted.http().send(request, new HttpClient.Terms(MAX_HTTP, timeout, meter.cancellation()));
            return answer.body().length > MAX_HTTP
                    ? HostAnswer.failed(HostAnswer.TOO_LARGE, "the answer is larger than " + MAX_HTTP + " bytes")
                    : new HostAnswer(answer.status(), answer.headers(), answer.body());
        } catch (IOException noAnswer) {
            meter.timeLeft();
            return HostAnswer.failed(HostAnswer.FAILED, String.valueOf(noAnswer.getMessage()));
        }
    }

    private int ask(String function, byte[] request, Supplier<HostAnswer> live) {
        meter.charge(Prices.bytes(request.length));
        HostAnswer answer = granted.recorder().answer(function, request, () -> guarded(function, live));
        meter.charge(Prices.bytes(answer.bytes().length));
        return hold(answer);
    }

    private static HostAnswer guarded(String function, Supplier<HostAnswer> live) {
        try {
            return live.get();
        } catch (GuestStop stop) {
            throw stop;
        } catch (IllegalArgumentException refused) {
            return HostAnswer.failed(HostAnswer.INVALID, String.valueOf(refused.getMessage()));
        } catch (RuntimeException broken) {
            throw new HostCallFailed(function, broken);
        }
    }

    /** The arguments one after the other, each after its length. */
    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
