package io.sandglass.sandbox.capability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Keeps every host call of a run up to a number of bytes. Used by one thread at a time. */
public final class RecordedCalls implements HostCallRecorder {
    private static final int BYTES_OF_A_CALL = 128;

    private final long maxBytes;
    private final List<RecordedCall> calls = new ArrayList<>();
    private long bytes;

    /** @param maxBytes most that all answers may take together; what comes after is not kept */
    public RecordedCalls(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public HostAnswer answer(String function, byte[] request, Supplier<HostAnswer> live) {
        try {
            HostAnswer answer = live.get();
            keep(function, request, false, answer.encode());
            return answer;
        } catch (HostCallDenied denied) {
            keep(function, request, true, String.valueOf(denied.getMessage()).getBytes(UTF_8));
            throw denied;
        }
    }

    private void keep(String function, byte[] request, boolean denied, byte[] answer) {
        bytes += BYTES_OF_A_CALL + answer.length;
        if (isComplete()) {
            calls.add(new RecordedCall(function, RequestDigest.of(request), denied, answer));
        }
    }

    /** What was kept, in order. */
    public List<RecordedCall> calls() {
        return List.copyOf(calls);
    }

    /** Whether every call was kept, so that the run can be replayed. */
    public boolean isComplete() {
        return bytes <= maxBytes;
    }
}
