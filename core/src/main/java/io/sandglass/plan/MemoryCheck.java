package io.sandglass.plan;

import io.sandglass.plugin.Limits;
import io.sandglass.spec.NodeSpec;
import java.util.function.LongSupplier;

/**
 * Finds guests that may use more memory than there is for all of them together: the sandbox would refuse each run.
 *
 * @param budgetBytes what there is; asked for at the first guest
 */
record MemoryCheck(LongSupplier budgetBytes) {
    private static final long MIB = 1 << 20;

    boolean concerns(ResolvedType type) {
        return type.isGuest();
    }

    /**
     * Judges a node that it concerns.
     *
     * @param limits that the node will have
     * @param pointer where the node stands in its document
     */
    void check(NodeSpec node, ResolvedType type, Limits limits, String pointer, PlanFindings findings) {
        long memory = Math.min(limits.memoryBytes(), type.mostMemoryBytes().orElse(Long.MAX_VALUE));
        long budget = budgetBytes.getAsLong();
        if (memory <= budget - limits.scratchBytes()) {
            return;
        }
        String reason = "node '" + node.id() + "' may use " + shown(memory) + " of memory"
                + (limits.scratchBytes() == 0 ? "" : " and " + shown(limits.scratchBytes()) + " of files")
                + ", but there are " + shown(budget) + " for all guests together";
        String remedy = "lower limits.memory or limits.scratch, let the module declare less, or raise sandbox.memory in"
                + " sandglass.yaml, which is half of Java's heap if left out";
        if (node.limits().memoryBytes().isPresent()) {
            findings.atValue("MEMORY_OVER_BUDGET", pointer + "/limits/memory", reason, remedy);
        } else {
            findings.atKey("MEMORY_OVER_BUDGET", pointer, reason, remedy);
        }
    }

    private static String shown(long bytes) {
        return bytes % MIB == 0 ? bytes / MIB + " MiB" : bytes + " bytes";
    }
}
