package io.sandglass.store.journal;

import java.util.List;

/**
 * One entry to be appended. The journal gives both parts back as they were and looks at neither.
 *
 * @param type    what the payload is, as the owner of the journal numbers it
 * @param payload not copied: the caller leaves it alone until the append has returned; may be empty; its length is at
 *     most {@value #LARGEST_PAYLOAD}
 */
public record Frame(byte type, byte[] payload) {
    /** In bytes. */
    public static final int LARGEST_PAYLOAD = 1 << 30;

    /** @throws IllegalArgumentException if the payload is too long */
    public Frame {
        if (payload.length > LARGEST_PAYLOAD) {
            throw new IllegalArgumentException(
                    "an entry holds at most " + LARGEST_PAYLOAD + " bytes, but this one has " + payload.length);
        }
    }

    int size() {
        return FrameHead.SIZE + payload.length;
    }

    static long size(List<Frame> frames) {
        long size = 0;
        for (Frame frame : frames) {
            size += frame.size();
        }
        return size;
    }
}
