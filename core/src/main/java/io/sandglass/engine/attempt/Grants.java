package io.sandglass.engine.attempt;

import io.sandglass.plugin.HostPattern;
import io.sandglass.plugin.Permissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the administrator allows workflows to ask for.
 *
 * @param exec names of programs that may be started in any way; {@code *} for all, empty for none
 * @param httpHosts each a {@link HostPattern}; empty for none
 * @param privateNetworks whether addresses of private, loopback and link-local ranges may be allowed
 * @param secrets names of secrets; {@code *} for all, empty for none
 * @param kv whether guests may keep values with their run
 * @param walled programs that may be started behind walls only, by whole path, each with the weakest that will do
 */
public record Grants(
        Set<String> exec,
        Set<String> httpHosts,
        boolean privateNetworks,
        Set<String> secrets,
        boolean kv,
        Map<String, String> walled) {
    private static final String ALL = "*";

    /** No programs, no secrets, any public host: what holds until an administrator says otherwise. */
    public static final Grants DEFAULT = new Grants(Set.of(), Set.of(ALL), false);

    public Grants {
        exec = Set.copyOf(exec);
        httpHosts = Set.copyOf(httpHosts);
        secrets = Set.copyOf(secrets);
        walled = Map.copyOf(walled);
    }

    /** Without programs behind walls. */
    public Grants(Set<String> exec, Set<String> httpHosts, boolean privateNetworks, Set<String> secrets, boolean kv) {
        this(exec, httpHosts, privateNetworks, secrets, kv, Map.of());
    }

    /** Without secrets, with values of the run. */
    public Grants(Set<String> exec, Set<String> httpHosts, boolean privateNetworks) {
        this(exec, httpHosts, privateNetworks, Set.of(), true);
    }

    /** The same with these programs. */
    public Grants withExec(Set<String> programs) {
        return new Grants(programs, httpHosts, privateNetworks, secrets, kv, walled);
    }

    /** What a node gets: what it asks for, as far as it is allowed. */
    public Permissions limit(Permissions asked) {
        return new Permissions(
                names(asked.exec(), exec),
                hosts(asked.httpHosts()),
                asked.privateNetworks() && privateNetworks,
                names(asked.secrets(), secrets),
                asked.kv() && kv,
                walled(asked.exec()));
    }

    /** Most nodes ask for nothing, and this is done for each attempt. */
    private Map<String, String> walled(Set<String> asked) {
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<String, String> both = new TreeMap<>(walled);
        both.keySet().retainAll(asked);
        return both;
    }

    private static Set<String> names(Set<String> asked, Set<String> allowed) {
        if (asked.isEmpty()) {
            return Set.of();
        }
        Set<String> both = new TreeSet<>(asked);
        if (!allowed.contains(ALL)) {
            both.retainAll(allowed);
        }
        return both;
    }

    /** Of two patterns that have hosts in common, those. */
    private Set<String> hosts(Set<String> asked) {
        if (asked.isEmpty()) {
            return Set.of();
        }
        List<HostPattern> allowed = patterns(httpHosts);
        Set<String> both = new TreeSet<>();
        for (HostPattern wanted : patterns(asked)) {
            allowed.forEach(some -> some.and(wanted).map(HostPattern::toString).ifPresent(both::add));
        }
        return both;
    }

    private static List<HostPattern> patterns(Set<String> hosts) {
        return hosts.stream().flatMap(host -> HostPattern.parse(host).stream()).toList();
    }
}
