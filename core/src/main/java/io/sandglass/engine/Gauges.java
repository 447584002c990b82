package io.sandglass.engine;

import io.sandglass.engine.EngineStatus.TenantStatus;
import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.run.RunExecution;
import io.sandglass.fair.FairGate;
import io.sandglass.fair.ShareStatus;
import io.sandglass.fair.Tenant;
import io.sandglass.run.RunId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads how busy an engine is. Thread-safe. */
record Gauges(EngineServices services, OpenRuns open) {
    EngineStatus read() {
        FairGate gate = services.gate();
        Map<String, TenantStatus> tenants = tenants();
        return new EngineStatus(
                open.size(),
                tenants.values().stream().mapToInt(TenantStatus::queuedRuns).sum(),
                gate.waiting(),
                gate.inside(),
                gate.places(),
                tenants.values().stream()
                        .mapToLong(TenantStatus::refusedLaunches)
                        .sum(),
                services.attempts().stopped().abandonedThreads(),
                services.journal().lostLogLines(),
                services.journal().outage(),
                tenants,
                gate.byPool());
    }

    private Map<String, TenantStatus> tenants() {
        Map<String, Integer> queued = queued();
        Map<String, ShareStatus> shares = services.gate().byTenant();
        Map<String, TenantStatus> tenants = new TreeMap<>();
        for (Tenant tenant : services.tenancy().tenants()) {
            ShareStatus share = shares.getOrDefault(tenant.name(), new ShareStatus(0, 0, 0));
            tenants.put(
                    tenant.name(),
                    new TenantStatus(
                            open.taken(tenant),
                            open.most(tenant),
                            queued.getOrDefault(tenant.name(), 0),
                            share.ready(),
                            share.running(),
                            Math.min(share.maxRunning(), services.gate().places()),
                            open.refused(tenant)));
        }
        return tenants;
    }

    private Map<String, Integer> queued() {
        Map<String, Integer> queued = new HashMap<>();
        for (RunId run : services.runs().queued()) {
            Optional<RunExecution> found = open.find(run);
            found.ifPresent(execution -> queued.merge(execution.tenant().name(), 1, Integer::sum));
        }
        return queued;
    }
}
