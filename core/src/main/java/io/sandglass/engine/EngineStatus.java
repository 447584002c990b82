package io.sandglass.engine;

import io.sandglass.fair.PoolStatus;
import java.util.Map;
import java.util.Optional;

/**
 * How busy an engine is, about now.
 *
 * @param openRuns runs that have not ended
 * @param queuedRuns those of them that wait for their turn
 * @param readyNodes attempts that wait at the gate; of a wide run only a part is shown there
 * @param runningNodes attempts that hold a thread
 * @param places most attempts that hold a thread at once
 * @param refusedLaunches launches rejected because a tenant has too many open runs, since the start
 * @param abandonedThreads attempts that did not stop when told to, since the start
 * @param lostLogLines log lines that the store was never given or did not take, since the start
 * @param outage why nothing can be recorded; empty if all is well
 */
public record EngineStatus(
        int openRuns,
        int queuedRuns,
        int readyNodes,
        int runningNodes,
        int places,
        long refusedLaunches,
        long abandonedThreads,
        long lostLogLines,
        Optional<String> outage,
        Map<String, TenantStatus> tenants,
        Map<String, PoolStatus> pools) {
    /** The same of one tenant, with its limits. */
    public record TenantStatus(
            int openRuns,
            int maxOpenRuns,
            int queuedRuns,
            int readyNodes,
            int runningNodes,
            int maxRunningNodes,
            long refusedLaunches) {}
}
