package io.sandglass.sandbox;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.BinaryWriter;
import io.sandglass.sandbox.binary.Malformed;
import java.util.Optional;

/**
 * What a module says beside its code. The engine never sees it: reading it takes as long as the module likes. Modules are
 * within the static policy.
 */
final class CustomSections {
    private static final int HEADER = 8;
    private static final int CUSTOM = 0;
    private static final int FUNCTION_NAMES = 1;
    private static final int LONGEST_NAMES = 4 << 20;

    private CustomSections() {}

    /** The module without any. */
    static byte[] without(byte[] wasm) {
        BinaryWriter out = new BinaryWriter().bytes(wasm, 0, HEADER);
        BinaryReader reader = new BinaryReader(wasm);
        reader.skip(HEADER);
        while (!reader.atEnd()) {
            int from = reader.position();
            int id = reader.u8();
            reader.skip(reader.u32());
            if (id != CUSTOM) {
                out.bytes(wasm, from, reader.position());
            }
        }
        return out.toByteArray();
    }

    /** The names of its functions, as the standard encodes them; empty if there are none that can be read. */
    static Optional<byte[]> functionNames(byte[] wasm) {
        BinaryReader reader = new BinaryReader(wasm);
        reader.skip(HEADER);
        while (!reader.atEnd()) {
            int id = reader.u8();
            BinaryReader section = reader.part(reader.u32());
            if (id == CUSTOM && section.name().equals("name")) {
                return functionNames(section, wasm);
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> functionNames(BinaryReader section, byte[] wasm) {
        try {
            while (!section.atEnd()) {
                int id = section.u8();
                BinaryReader part = section.part(section.u32());
                if (id == FUNCTION_NAMES) {
                    boolean fits = part.remaining() <= LONGEST_NAMES;
                    int from = part.position();
                    return fits ? Optional.of(part.bytes(from, from + part.remaining())) : Optional.empty();
                }
            }
        } catch (Malformed ignored) {
            return Optional.empty(); // as the standard has it: a module is none the worse for it
        }
        return Optional.empty();
    }
}
