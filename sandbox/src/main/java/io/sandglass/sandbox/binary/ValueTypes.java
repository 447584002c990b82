package io.sandglass.sandbox.binary;

/** The types of values this sandbox knows: four numbers and two references. */
public final class ValueTypes {
    public static final int I32 = 0x7F;
    public static final int I64 = 0x7E;
    public static final int F32 = 0x7D;
    public static final int F64 = 0x7C;
    public static final int FUNCREF = 0x70;
    public static final int EXTERNREF = 0x6F;

    private static final int V128 = 0x7B;
    private static final int EXNREF = 0x69;

    private ValueTypes() {}

    /** Reads the type of a value. */
    public static int value(BinaryReader reader) {
        int type = reader.u8();
        if (isReference(type) || (type >= F64 && type <= I32)) {
            return type;
        }
        throw unknown(type);
    }

    /** Reads the type of a reference. */
    public static int reference(BinaryReader reader) {
        int type = reader.u8();
        if (isReference(type)) {
            return type;
        }
        throw unknown(type);
    }

    private static boolean isReference(int type) {
        return type == FUNCREF || type == EXTERNREF;
    }

    private static Malformed unknown(int type) {
        if (type == V128) {
            return Features.notOffered("vector instructions (SIMD)");
        }
        if (type == EXNREF) {
            return Features.notOffered("exception handling");
        }
        boolean heapType = type >= 0x63 && type <= 0x74;
        return heapType
                ? Features.notOffered("garbage collection or typed references")
                : new Malformed("0x" + Integer.toHexString(type) + " is no type of a value");
    }
}
