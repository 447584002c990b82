package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.wasi.tree.Directory;
import io.sandglass.sandbox.wasi.tree.Directory.Entry;
import io.sandglass.sandbox.wasi.tree.Inode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code fd_readdir}: fills a buffer with entries, the last of which may be cut; a guest that gets a full buffer asks again.
 *
 * <p>An entry is the cookie of the next one, the inode's number at 8, the length of the name at 16, the type at 20, and
 * from 24 on the name. Arguments: descriptor, buffer, its length, cookie, where the number of bytes goes.
 */
final class ReadDirectory {
    private static final int HEADER = 24;

    /** All entries are looked at, wherever the listing goes on. */
    private static final long PAID_AN_ENTRY = 16;

    private ReadDirectory() {}

    static Stream<WasiFunction> all() {
        return Stream.of(WasiFunction.of("fd_readdir", "iiiji", ReadDirectory::list));
    }

    private static int list(WasiProcess process, Pointers guest) {
        Directory directory =
                process.descriptors().directory(guest.u32(0), Rights.FD_READDIR).directory();
        long buffer = guest.u32(1);
        long length = guest.u32(2);
        guest.demand(buffer, length);
        guest.demand(guest.u32(4), Integer.BYTES);
        guest.memory().pay(PAID_AN_ENTRY * directory.count());
        long used = 0;
        for (Entry entry : entries(directory, guest.i64(3))) {
            if (used == length) {
                break;
            }
            byte[] bytes = bytes(entry);
            int part = (int) Math.min(bytes.length, length - used);
            guest.memory().write(buffer + used, bytes, 0, part);
            used += part;
        }
        return guest.storeInt(4, (int) used);
    }

    /** The directory above shows as the directory itself: what is above is nobody's business. */
    private static List<Entry> entries(Directory directory, long cookie) {
        List<Entry> entries = new ArrayList<>(List.of(new Entry(".", directory, 0), new Entry("..", directory, 1)));
        entries.removeIf(entry -> entry.cookie() < cookie || cookie < 0);
        entries.addAll(directory.from(cookie < 0 ? Long.MAX_VALUE : cookie));
        return entries;
    }

    private static byte[] bytes(Entry entry) {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        Inode inode = entry.inode();
        return ByteBuffer.allocate(HEADER + name.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(entry.cookie() + 1)
                .putLong(inode.number())
                .putInt(name.length)
                .putInt(FileStatus.type(inode))
                .put(name)
                .array();
    }
}
