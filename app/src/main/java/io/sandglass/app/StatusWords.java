package io.sandglass.app;

import io.sandglass.engine.EngineStatus;
import io.sandglass.engine.EngineStatus.TenantStatus;
import io.sandglass.fair.PoolStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of an engine as JDK values. */
final class StatusWords {
    private StatusWords() {}

    /**
     * @param stale why the history cannot follow what is recorded; empty if it does
     * @param strays guests of the sandbox that did not stop when told to and still run
     */
    static Map<String, @Nullable Object> object(EngineStatus status, Optional<String> stale, int strays) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        boolean well = status.outage().isEmpty() && stale.isEmpty() && strays == 0;
        object.put("state", well ? "READY" : "DEGRADED");
        object.put("openRuns", status.openRuns());
        object.put("queuedRuns", status.queuedRuns());
        object.put("readyNodes", status.readyNodes());
        object.put("runningNodes", status.runningNodes());
        object.put("places", status.places());
        object.put("refusedLaunches", status.refusedLaunches());
        object.put("abandonedThreads", status.abandonedThreads());
        object.put("outage", status.outage().orElse(null));
        object.put("stale", stale.orElse(null));
        object.put("runningStrays", strays);
        object.put("stray", strays == 0 ? null : stray(strays));
        Map<String, Object> tenants = new LinkedHashMap<>();
        status.tenants().forEach((name, tenant) -> tenants.put(name, object(tenant)));
        object.put("tenants", tenants);
        Map<String, Object> pools = new LinkedHashMap<>();
        status.pools().forEach((name, pool) -> pools.put(name, object(pool)));
        object.put("pools", pools);
        return object;
    }

    private static String stray(int strays) {
        return strays + (strays == 1 ? " WASM guest" : " WASM guests")
                + " did not stop when told to; restart the service to be rid of them, sandglass plugins list shows what is"
                + " in quarantine";
    }

    private static Map<String, Object> object(TenantStatus tenant) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("openRuns", tenant.openRuns());
        object.put("maxOpenRuns", tenant.maxOpenRuns());
        object.put("queuedRuns", tenant.queuedRuns());
        object.put("readyNodes", tenant.readyNodes());
        object.put("runningNodes", tenant.runningNodes());
        object.put("maxRunningNodes", tenant.maxRunningNodes());
        object.put("refusedLaunches", tenant.refusedLaunches());
        return object;
    }

    private static Map<String, Object> object(PoolStatus pool) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("size", pool.size());
        object.put("running", pool.running());
        object.put("ready", pool.ready());
        return object;
    }
}
