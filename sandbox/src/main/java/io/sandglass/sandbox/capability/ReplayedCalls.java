package io.sandglass.sandbox.capability;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sandglass.sandbox.engine.GuestStop;
import java.util.List;
import java.util.function.Supplier;

/** Gives again what was answered before, without asking the world. Used by one thread at a time. */
public final class ReplayedCalls implements HostCallRecorder {
    private final List<RecordedCall> calls;
    private int next;

    public ReplayedCalls(List<RecordedCall> calls) {
        this.calls = List.copyOf(calls);
    }

    /** @throws Diverged if the guest does not ask what it asked when it was recorded */
    @Override
    public HostAnswer answer(String function, byte[] request, Supplier<HostAnswer> live) {
        if (next == calls.size()) {
            throw new Diverged("host call " + (next + 1) + " is " + function + ", but only " + next + " were recorded");
        }
        RecordedCall recorded = calls.get(next++);
        boolean same =
                recorded.function().equals(function) && recorded.requestSha256().equals(RequestDigest.of(request));
        if (!same) {
            throw new Diverged("host call " + next + " is " + function + " of other bytes than the recorded "
                    + recorded.function());
        }
        if (recorded.denied()) {
            throw new HostCallDenied(new String(recorded.answer(), UTF_8));
        }
        return HostAnswer.decode(recorded.answer());
    }

    /** How many of the recorded calls were not made again. */
    public int left() {
        return calls.size() - next;
    }

    /** A replayed guest asked for something else than it did when it was recorded. */
    public static final class Diverged extends GuestStop {
        private static final long serialVersionUID = 1;

        Diverged(String message) {
            super(message);
        }
    }
}
