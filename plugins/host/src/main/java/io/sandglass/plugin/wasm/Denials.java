package io.sandglass.plugin.wasm;

import io.sandglass.sandbox.capability.HostCallDenied;

/** Says which grant a guest's call lacks, and who can give it. */
final class Denials {
    private Denials() {}

    /**
     * A refusal.
     *
     * @param what the guest wanted
     * @param grant as a workflow writes it
     * @param setting what the administrator writes it under
     */
    static HostCallDenied of(String what, String grant, String setting) {
        return new HostCallDenied(what + " is not granted: the node must ask for it with permissions: { " + grant
                + " }, and the administrator must allow it with " + setting + " in the grants of the configuration");
    }
}
