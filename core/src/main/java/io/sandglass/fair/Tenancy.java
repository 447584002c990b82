package io.sandglass.fair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tenants that share an engine, and the sizes of the pools they share. Immutable.
 *
 * <p>A namespace belongs to the tenant that names it, else to the one that names the longest part of it with
 * {@code .*} behind, else to the tenant {@code default}, which is always there.
 */
public final class Tenancy {
    /** One tenant, no pools. */
    public static final Tenancy NONE = new Tenancy(List.of(), Map.of());

    private static final String BELOW = ".*";

    private final Map<String, Tenant> tenants = new LinkedHashMap<>();
    private final Map<String, Tenant> byNamespace = new HashMap<>();
    private final Map<String, Integer> pools;

    /**
     * @param pools how many attempts of nodes of each pool may be inside at once, by name
     * @throws IllegalArgumentException if two tenants have one name or claim one namespace, or a pool has no place
     */
    public Tenancy(List<Tenant> tenants, Map<String, Integer> pools) {
        this.pools = Map.copyOf(pools);
        pools.forEach((name, size) -> {
            if (size < 1) {
                throw new IllegalArgumentException("pool '" + name + "' must have at least 1 place, but has " + size);
            }
        });
        tenants.forEach(this::add);
        this.tenants.putIfAbsent(Tenant.DEFAULT_NAME, Tenant.of(Tenant.DEFAULT_NAME));
    }

    private void add(Tenant tenant) {
        if (tenants.putIfAbsent(tenant.name(), tenant) != null) {
            throw new IllegalArgumentException("there are two tenants '" + tenant.name() + "'");
        }
        for (String namespace : tenant.namespaces()) {
            Tenant other = byNamespace.putIfAbsent(namespace, tenant);
            if (other != null) {
                throw new IllegalArgumentException("the namespace '" + namespace + "' is claimed by the tenants '"
                        + other.name() + "' and '" + tenant.name() + "'; leave it to one of them");
            }
        }
    }

    /** All tenants, {@code default} among them. */
    public List<Tenant> tenants() {
        return new ArrayList<>(tenants.values());
    }

    /** Sizes of the pools by name. */
    public Map<String, Integer> pools() {
        return pools;
    }

    /** To whom a namespace belongs. */
    public Tenant of(String namespace) {
        Tenant exact = byNamespace.get(namespace);
        if (exact != null) {
            return exact;
        }
        for (int dot = namespace.lastIndexOf('.'); dot > 0; dot = namespace.lastIndexOf('.', dot - 1)) {
            Tenant above = byNamespace.get(namespace.substring(0, dot) + BELOW);
            if (above != null) {
                return above;
            }
        }
        return tenants.getOrDefault(Tenant.DEFAULT_NAME, Tenant.of(Tenant.DEFAULT_NAME));
    }
}
