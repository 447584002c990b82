package io.sandglass.plugin;

import java.util.Map;
import java.util.Set;

/**
 * What a node may reach outside the host: what its workflow asked for, as far as the administrator allows it.
 *
 * @param exec program names that may be started; empty means none
 * @param httpHosts hosts that may be called, each a {@link HostPattern}; empty means none
 * @param privateNetworks whether addresses of private, loopback and link-local ranges may be called
 * @param secrets names of the secrets that may be used; empty means none
 * @param kv whether a guest may keep values with its run
 * @param walled programs that may be started behind walls of the operating system only, by whole path, each with the weakest
 *     that will do: {@code bwrap}, {@code unshare} or {@code prlimit}
 */
public record Permissions(
        Set<String> exec,
        Set<String> httpHosts,
        boolean privateNetworks,
        Set<String> secrets,
        boolean kv,
        Map<String, String> walled) {
    /** Nothing is granted: the default. */
    public static final Permissions NONE = new Permissions(Set.of(), Set.of(), false);

    public Permissions {
        exec = Set.copyOf(exec);
        httpHosts = Set.copyOf(httpHosts);
        secrets = Set.copyOf(secrets);
        walled = Map.copyOf(walled);
    }

    /** Without programs behind walls. */
    public Permissions(
            Set<String> exec, Set<String> httpHosts, boolean privateNetworks, Set<String> secrets, boolean kv) {
        this(exec, httpHosts, privateNetworks, secrets, kv, Map.of());
    }

    /** Without secrets and values. */
    public Permissions(Set<String> exec, Set<String> httpHosts, boolean privateNetworks) {
        this(exec, httpHosts, privateNetworks, Set.of(), false);
    }

    /** The same with these secrets. */
    public Permissions withSecrets(Set<String> names) {
        return new Permissions(exec, httpHosts, privateNetworks, names, kv, walled);
    }

    /** The same with values of the run, or without. */
    public Permissions withKv(boolean allowed) {
        return new Permissions(exec, httpHosts, privateNetworks, secrets, allowed, walled);
    }

    /** The same with these programs behind walls. */
    public Permissions withWalled(Map<String, String> programs) {
        return new Permissions(exec, httpHosts, privateNetworks, secrets, kv, programs);
    }
}
