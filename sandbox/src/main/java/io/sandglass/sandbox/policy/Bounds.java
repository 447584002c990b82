package io.sandglass.sandbox.policy;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.Features;
import io.sandglass.sandbox.binary.Malformed;

/** The least and the most that a table or a memory holds. */
final class Bounds {
    private static final int HAS_MAXIMUM = 1;
    private static final int SHARED = 2;
    private static final int WIDE = 4;
    private static final long MAX_PAGES = 65_536;

    private Bounds() {}

    static void table(BinaryReader section) {
        read(section, "a table", 0xFFFF_FFFFL);
    }

    static void memory(BinaryReader section) {
        read(section, "a memory", MAX_PAGES);
    }

    private static void read(BinaryReader section, String what, long most) {
        int flags = section.u8();
        if ((flags & WIDE) != 0) {
            throw Features.notOffered("64-bit addresses (memory64)");
        }
        if ((flags & SHARED) != 0) {
            throw Features.notOffered("threads (shared memory)");
        }
        if (flags > HAS_MAXIMUM) {
            throw new Malformed("the flags of " + what + " are unknown: " + flags);
        }
        long least = section.u32();
        long greatest = flags == HAS_MAXIMUM ? section.u32() : most;
        if (least > greatest || greatest > most) {
            throw new Malformed(what + " of at least " + least + " and at most " + greatest + " cannot be");
        }
    }
}
