package io.sandglass.engine.attempt;

/** A node cannot be given a secret that its config names. */
final class SecretMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    private SecretMissing(String code, String message) {
        super(message);
        this.code = code;
    }

    static SecretMissing notGranted(String name) {
        return new SecretMissing(
                "NotGranted",
                "the secret '" + name + "' may not be used: the administrator must allow it with secrets in the grants"
                        + " of the configuration");
    }

    static SecretMissing unknown(String name) {
        return new SecretMissing(
                "SecretMissing",
                "there is no secret '" + name + "' at present: the administrator must say where it is with secrets in"
                        + " the configuration, and it must be there; the log of the service tells more");
    }

    /** Of the failure. */
    String code() {
        return code;
    }
}
