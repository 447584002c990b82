package io.sandglass.sandbox.binary;

/** Parts of WebAssembly that are not offered here, refused by name. */
public final class Features {
    private static final int PREFIX_GC = 0xFB;
    private static final int PREFIX_SIMD = 0xFD;
    private static final int PREFIX_THREADS = 0xFE;

    private Features() {}

    /** The refusal of a feature. */
    public static Malformed notOffered(String feature) {
        return new Malformed("the module uses " + feature + ", which is not offered here");
    }

    /** The refusal of an instruction that this sandbox does not know. */
    static Malformed unknownOpcode(int opcode) {
        return switch (opcode) {
            case 0x06, 0x07, 0x08, 0x09, 0x0A, 0x18, 0x19, 0x1F -> notOffered("exception handling");
            case 0x14, 0x15, 0xD3, 0xD4, 0xD5, 0xD6 -> notOffered("typed references");
            case PREFIX_GC -> notOffered("garbage collection");
            case PREFIX_SIMD -> notOffered("vector instructions (SIMD)");
            case PREFIX_THREADS -> notOffered("threads (atomic instructions)");
            default -> new Malformed("0x" + Integer.toHexString(opcode) + " is no instruction");
        };
    }
}
