package io.sandglass.sandbox.policy;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.Features;
import io.sandglass.sandbox.binary.Malformed;

/**
 * Sizes, counts and features a module may have, so that parsing and compiling it stays bounded.
 *
 * <p>One pass over the bytes; allocates nothing in proportion to what they claim. Says nothing about types: the engine
 * validates afterwards. Stateless.
 */
public final class StaticPolicy {
    /** What names of exports that the sandbox keeps for itself begin with. */
    public static final String RESERVED = "sandglass:";

    private static final int MAX_MODULE_BYTES = 16 << 20;
    private static final int MAGIC = 0x6D736100;
    private static final int VERSION = 1;
    private static final int COMPONENT = 0x0001_000D;
    private static final int CUSTOM = 0;

    private StaticPolicy() {}

    /** @throws Malformed if the bytes are no module, or one that is too large or uses what is not offered */
    public static void check(byte[] wasm) {
        if (wasm.length > MAX_MODULE_BYTES) {
            throw new Malformed("the module has " + wasm.length + " bytes, over the limit of " + MAX_MODULE_BYTES);
        }
        BinaryReader reader = new BinaryReader(wasm);
        header(reader);
        ModuleShape shape = new ModuleShape();
        int rank = 0;
        while (!reader.atEnd()) {
            int id = reader.u8();
            BinaryReader section = reader.part(reader.u32());
            rank = inOrder(id, rank);
            Sections.scan(id, section, shape);
            if (!section.atEnd()) {
                throw new Malformed("section " + id + " has " + section.remaining() + " bytes too many");
            }
        }
        shape.requireComplete();
    }

    private static void header(BinaryReader reader) {
        if (reader.remaining() < 2 * Integer.BYTES || int32(reader) != MAGIC) {
            throw new Malformed("the bytes do not begin with the magic number of WebAssembly (is it a text file?)");
        }
        int version = int32(reader);
        if (version == COMPONENT) {
            throw Features.notOffered("the component model (build it as a core module, for wasm32-wasi preview 1)");
        }
        if (version != VERSION) {
            throw new Malformed("the binary format has version " + version + ", known is " + VERSION);
        }
    }

    private static int int32(BinaryReader reader) {
        return reader.u8() | reader.u8() << 8 | reader.u8() << 16 | reader.u8() << 24;
    }

    private static int inOrder(int id, int last) {
        if (id == CUSTOM) {
            return last;
        }
        int rank = Sections.rank(id);
        if (rank <= last) {
            throw new Malformed("section " + id + " is out of order, or there twice");
        }
        return rank;
    }
}
