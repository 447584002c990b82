package io.sandglass.app;

import static java.util.Objects.requireNonNull;

/** There is no such workflow or trigger; the message says what there is. */
public final class UnknownName extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String code;

    private UnknownName(String code, String message) {
        super(message);
        this.code = requireNonNull(code, "code");
    }

    static UnknownName workflow(String message) {
        return new UnknownName("UNKNOWN_WORKFLOW", message);
    }

    static UnknownName trigger(String message) {
        return new UnknownName("UNKNOWN_TRIGGER", message);
    }

    /** {@code UNKNOWN_WORKFLOW} or {@code UNKNOWN_TRIGGER}. */
    public String code() {
        return code;
    }

    /** The message after the code. */
    public String words() {
        return code + ": " + getMessage();
    }
}
