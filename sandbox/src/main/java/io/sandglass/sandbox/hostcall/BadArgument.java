package io.sandglass.sandbox.hostcall;

/** A call cannot be made with these arguments; becomes the call's result and goes no further. */
final class BadArgument extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;

    BadArgument(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }
}
