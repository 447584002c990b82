package io.sandglass.plugin;

import java.util.Set;

/**
 * What a node may reach outside the host: what its workflow asked for, as far as the administrator allows it.
 *
 * @param exec program names that may be started; empty means none
 * @param httpHosts host names that may be called, {@code *.example.test} covering all below; empty means none
 * @param privateNetworks whether addresses of private, loopback and link-local ranges may be called
 */
public record Permissions(Set<String> exec, Set<String> httpHosts, boolean privateNetworks) {
    /** Nothing is granted: the default. */
    public static final Permissions NONE = new Permissions(Set.of(), Set.of(), false);

    public Permissions {
        exec = Set.copyOf(exec);
        httpHosts = Set.copyOf(httpHosts);
    }
}
