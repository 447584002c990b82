package io.sandglass.sandbox;

/** A module that is in quarantine for what it did to the host before; it is not looked at again until released. */
public final class QuarantinedModule extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String sha256;

    QuarantinedModule(String sha256, String reason) {
        super("the module is in quarantine: " + reason);
        this.sha256 = sha256;
    }

    /** The module's digest, 64 hexadecimal digits. */
    public String sha256() {
        return sha256;
    }
}
