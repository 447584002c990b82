package io.sandglass.sandbox.engine;

/** Why a guest trapped. */
public enum TrapKind {
    UNREACHABLE("unreachable"),
    DIVIDE_BY_ZERO("integer-divide-by-zero"),
    INTEGER_OVERFLOW("integer-overflow"),
    INVALID_CONVERSION("invalid-conversion"),
    OUT_OF_BOUNDS("out-of-bounds"),
    INDIRECT_CALL("bad-indirect-call"),
    STACK("stack-exhausted"),
    INTERRUPTED("interrupted"),
    OTHER("trap");

    private final String label;

    TrapKind(String label) {
        this.label = label;
    }

    /** A stable name for records and messages. */
    public String label() {
        return label;
    }
}
