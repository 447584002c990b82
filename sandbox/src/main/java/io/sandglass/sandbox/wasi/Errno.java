package io.sandglass.sandbox.wasi;

/** Error numbers of WASI preview 1 that functions answer themselves; the rest is refused with a reason. */
final class Errno {
    static final int SUCCESS = 0;
    static final int FAULT = 21;
    static final int INVAL = 28;
    static final int NOSYS = 52;
    static final int NOTSOCK = 57;

    private Errno() {}
}
