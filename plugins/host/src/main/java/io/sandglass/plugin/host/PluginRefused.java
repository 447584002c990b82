package io.sandglass.plugin.host;

/** A plugin file that cannot be used; the message says why and what to do. */
final class PluginRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    PluginRefused(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
