package io.sandglass.spec;

/** A value is not what its key needs; caught where its place is known. */
final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String remedy;

    Misfit(String code, String reason, String remedy) {
        super(reason, null, false, false);
        this.code = code;
        this.remedy = remedy;
    }

    String code() {
        return code;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    String remedy() {
        return remedy;
    }
}
