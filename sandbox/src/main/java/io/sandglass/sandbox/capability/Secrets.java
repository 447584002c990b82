package io.sandglass.sandbox.capability;

import java.util.Optional;

/**
 * Gives out handles of secrets: texts that stand for values which only the host knows. Who makes the guest's requests
 * puts the values in, so that they never are in the guest's memory.
 */
@FunctionalInterface
public interface Secrets {
    /** Refuses every secret. */
    Secrets DENIED = name -> {
        throw HostCallDenied.missing("the secret '" + name + "'", "secrets: [" + name + "]");
    };

    /**
     * What stands for a secret in this run; hard to guess, so that what a guest passes on cannot name one by chance.
     *
     * @return empty if there is no such secret
     * @throws HostCallDenied if the guest may not use it
     */
    Optional<String> handle(String name);
}
