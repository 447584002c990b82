package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestMemory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Arguments or environment in the form WASI hands them out: zero-terminated strings and pointers to them. */
final class StringTable {
    private final List<byte[]> strings;
    private final int size;

    private StringTable(List<byte[]> strings) {
        this.strings = strings;
        this.size = strings.stream().mapToInt(bytes -> bytes.length).sum();
    }

    static StringTable of(List<String> strings) {
        return new StringTable(strings.stream()
                .map(text -> (text + "\0").getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** Count and size go where arguments 0 and 1 point. */
    int storeSizes(Pointers guest) {
        int errno = guest.storeInt(0, strings.size());
        return errno == Errno.SUCCESS ? guest.storeInt(1, size) : errno;
    }

    /** Pointers go where argument 0 points, the strings where argument 1 points. */
    int store(Pointers guest) {
        long pointers = guest.u32(0);
        long text = guest.u32(1);
        if (!guest.holds(pointers, (long) strings.size() * Integer.BYTES) || !guest.holds(text, size)) {
            return Errno.FAULT;
        }
        GuestMemory memory = guest.memory();
        for (byte[] string : strings) {
            memory.writeInt(pointers, (int) text);
            memory.write(text, string, 0, string.length);
            pointers += Integer.BYTES;
            text += string.length;
        }
        return Errno.SUCCESS;
    }
}
