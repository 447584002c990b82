package io.sandglass.sandbox.hostcall;

import io.sandglass.sandbox.capability.HostAnswer;
import io.sandglass.sandbox.engine.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/**
 * The arguments of one call, and the memory they point into. Pointers and lengths are unsigned 32-bit numbers that may say
 * anything: they are widened before any arithmetic, and nothing is allocated before they were checked.
 */
final class GuestBytes {
    private static final long UNSIGNED = 0xFFFF_FFFFL;

    private final GuestMemory memory;
    private final long[] arguments;

    GuestBytes(GuestMemory memory, long[] arguments) {
        this.memory = memory;
        this.arguments = arguments;
    }

    long u32(int index) {
        return arguments[index] & UNSIGNED;
    }

    /** What the argument and the length after it point to. */
    byte[] bytes(int index, int max) {
        long length = u32(index + 1);
        requireAtMost(max, length);
        if (!memory.holds(u32(index), length)) {
            throw outside();
        }
        byte[] copy = new byte[(int) length];
        memory.read(u32(index), copy, 0, copy.length);
        return copy;
    }

    static void requireAtMost(int max, long length) {
        if (length > max) {
            throw new BadArgument(HostAnswer.TOO_LARGE, length + " bytes are more than " + max);
        }
    }

    String text(int index, int max) {
        return text(bytes(index, max));
    }

    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new BadArgument(HostAnswer.INVALID, "it is no UTF-8");
        }
    }

    /**
     * Copies as much as the guest has room for, and checks all of the room.
     *
     * @param paid takes the number of bytes, before they are copied
     */
    int store(int index, byte[] source, IntConsumer paid) {
        long room = u32(index + 1);
        if (!memory.holds(u32(index), room)) {
            throw outside();
        }
        int length = (int) Math.min(room, source.length);
        paid.accept(length);
        memory.write(u32(index), source, 0, length);
        return length;
    }

    private static BadArgument outside() {
        return new BadArgument(HostAnswer.FAULT, "it lies outside of the guest's memory");
    }
}
