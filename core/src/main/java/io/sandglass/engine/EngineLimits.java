package io.sandglass.engine;

import static java.util.Objects.requireNonNull;

import io.sandglass.fair.Tenancy;
import io.sandglass.store.JournalLimits;
import java.time.Duration;

/**
 * How much an engine takes on.
 *
 * @param maxOpenRuns most runs of the tenant {@code default} that have not ended, beyond which its launches are rejected;
 *     the other tenants have limits of their own
 * @param maxConcurrentNodes most attempts that hold a thread
 * @param cancelGrace how long a cancelled attempt may take to end before its thread is given up
 * @param cachedPlans most plans kept for the next launch
 * @param tenancy who shares these
 * @param payloadMemory how many bytes the inputs and outputs of open runs may hold in memory; beyond it launches are
 *     rejected
 */
public record EngineLimits(
        int maxOpenRuns,
        int maxConcurrentNodes,
        Duration cancelGrace,
        int cachedPlans,
        JournalLimits journal,
        Tenancy tenancy,
        long payloadMemory) {
    /** Of Java's heap, for the data of open runs. */
    private static final int PAYLOAD_SHARE = 4;

    public static final EngineLimits DEFAULT = new EngineLimits(
            10_000,
            64,
            Duration.ofSeconds(2),
            1_000,
            JournalLimits.DEFAULT,
            Tenancy.NONE,
            Runtime.getRuntime().maxMemory() / PAYLOAD_SHARE);

    public EngineLimits {
        requirePositive("maxOpenRuns", maxOpenRuns);
        requirePositive("maxConcurrentNodes", maxConcurrentNodes);
        requireNonNull(cancelGrace, "cancelGrace");
        requirePositive("cachedPlans", cachedPlans);
        requireNonNull(journal, "journal");
        requireNonNull(tenancy, "tenancy");
        if (payloadMemory < 1) {
            throw new IllegalArgumentException("payloadMemory must be at least 1, but is " + payloadMemory);
        }
    }

    public EngineLimits maxOpenRuns(int maxOpenRuns) {
        return new EngineLimits(
                maxOpenRuns, maxConcurrentNodes, cancelGrace, cachedPlans, journal, tenancy, payloadMemory);
    }

    public EngineLimits maxConcurrentNodes(int maxConcurrentNodes) {
        return new EngineLimits(
                maxOpenRuns, maxConcurrentNodes, cancelGrace, cachedPlans, journal, tenancy, payloadMemory);
    }

    public EngineLimits cancelGrace(Duration cancelGrace) {
        return new EngineLimits(
                maxOpenRuns, maxConcurrentNodes, cancelGrace, cachedPlans, journal, tenancy, payloadMemory);
    }

    public EngineLimits journal(JournalLimits journal) {
        return new EngineLimits(
                maxOpenRuns, maxConcurrentNodes, cancelGrace, cachedPlans, journal, tenancy, payloadMemory);
    }

    public EngineLimits tenancy(Tenancy tenancy) {
        return new EngineLimits(
                maxOpenRuns, maxConcurrentNodes, cancelGrace, cachedPlans, journal, tenancy, payloadMemory);
    }

    public EngineLimits payloadMemory(long payloadMemory) {
        return new EngineLimits(
                maxOpenRuns, maxConcurrentNodes, cancelGrace, cachedPlans, journal, tenancy, payloadMemory);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
        }
    }
}
