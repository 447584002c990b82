package io.sandglass.plugin.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * Takes from a class file the calls that would end or re-wire the whole JVM, such as {@code System.exit}.
 *
 * <p>Only the constant pool is rewritten: the reference then names a method that does not exist, and the call throws a
 * {@link NoSuchMethodError} that says so, which is a strike. The rest of the class stays as it was. This stops mistakes
 * and old habits of libraries, not malice: reflection gets around it.
 */
final class CallGuard {
    static final String SUFFIX = "_isNotForPlugins";

    private static final Map<String, Set<String>> BARRED = Map.of(
            "java/lang/System", Set.of("exit", "setOut", "setErr", "setIn", "setProperties"),
            "java/lang/Runtime", Set.of("exit", "halt", "addShutdownHook"),
            "java/lang/Thread", Set.of("setDefaultUncaughtExceptionHandler"),
            "java/util/Locale", Set.of("setDefault"),
            "java/util/TimeZone", Set.of("setDefault"));

    private static final int HEADER = 8;
    private static final int UTF8 = 1;
    private static final int METHOD = 10;
    private static final int MAX_CONSTANTS = 65_535;

    private final byte[] code;
    private final int[] offsets;
    private final int end;

    private CallGuard(byte[] code, int[] offsets, int end) {
        this.code = code;
        this.offsets = offsets;
        this.end = end;
    }

    /** The same class without the barred calls; the same array if it has none, or if it is no class file. */
    static byte[] disarm(byte[] code) {
        try {
            return index(code).rewritten();
        } catch (IOException | IndexOutOfBoundsException malformed) {
            return code; // the JVM will say what is wrong with it
        }
    }

    private static CallGuard index(byte[] code) throws IOException {
        int[] offsets = new int[u2(code, HEADER)];
        int at = HEADER + 2;
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = at;
            int tag = code[at];
            at += 1 + length(code, at, tag);
            if (tag == 5 || tag == 6) {
                i++; // a long or a double takes two places
            }
        }
        return new CallGuard(code, offsets, at);
    }

    private static int length(byte[] code, int at, int tag) throws IOException {
        return switch (tag) {
            case UTF8 -> 2 + u2(code, at + 1);
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, METHOD, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IOException("constant tag " + tag);
        };
    }

    private byte[] rewritten() throws IOException {
        byte[] head = code.clone();
        ByteArrayOutputStream added = new ByteArrayOutputStream();
        DataOutputStream constants = new DataOutputStream(added);
        int next = offsets.length;
        for (int offset : offsets) {
            if (offset != 0 && code[offset] == METHOD && isBarred(offset) && next + 2 <= MAX_CONSTANTS) {
                int signature = offsets[u2(code, offset + 3)];
                constants.writeByte(UTF8);
                constants.writeUTF(text(u2(code, signature + 1)) + SUFFIX);
                constants.writeByte(12);
                constants.writeShort(next);
                constants.writeShort(u2(code, signature + 3));
                putU2(head, offset + 3, next + 1);
                next += 2;
            }
        }
        return added.size() == 0 ? code : join(head, added.toByteArray(), next);
    }

    private byte[] join(byte[] head, byte[] added, int count) {
        putU2(head, HEADER, count);
        byte[] all = new byte[head.length + added.length];
        System.arraycopy(head, 0, all, 0, end);
        System.arraycopy(added, 0, all, end, added.length);
        System.arraycopy(head, end, all, end + added.length, head.length - end);
        return all;
    }

    private boolean isBarred(int method) throws IOException {
        String owner = text(u2(code, offsets[u2(code, method + 1)] + 1));
        String name = text(u2(code, offsets[u2(code, method + 3)] + 1));
        return BARRED.getOrDefault(owner, Set.of()).contains(name);
    }

    private String text(int index) throws IOException {
        int at = offsets[index] + 1;
        return new DataInputStream(new ByteArrayInputStream(code, at, code.length - at)).readUTF();
    }

    private static int u2(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    private static void putU2(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }
}
