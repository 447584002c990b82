package io.sandglass.sandbox.hostcall;

/** What calls answer that did not go well. */
final class Code {
    static final int OK = 0;
    /** A pointer or length leads out of the guest's memory. */
    static final int FAULT = -1;
    /** The arguments make no sense. */
    static final int INVALID = -2;
    /** There is nothing of that name. */
    static final int NOT_FOUND = -3;
    /** An argument, or the answer, is larger than it may be. */
    static final int TOO_LARGE = -4;
    /** The other side did not answer. */
    static final int FAILED = -5;

    private Code() {}
}
