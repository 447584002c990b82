package io.sandglass.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.AdministrationFile.Size;
import io.sandglass.engine.EngineLimits;
import io.sandglass.store.JournalLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The part {@code engine} of {@code sandglass.yaml}. What it leaves out is as in {@link EngineLimits#DEFAULT}. */
record EngineBlock(
        @JsonProperty("maxConcurrentNodes") @Nullable Threads maxConcurrentNodes,
        @JsonProperty("maxOpenRuns") TenancyBlocks.@Nullable Places maxOpenRuns,
        @JsonProperty("cancelGrace") StoreBlock.@Nullable Time cancelGrace,
        @JsonProperty("unwritten") @Nullable Unwritten unwritten,
        @JsonProperty("payloadMemory") @Nullable Size payloadMemory) {
    private static final long LEAST_MEMORY = 1024 * 1024;
    private static final Duration LEAST_GRACE = Duration.ofMillis(100);
    private static final Duration MOST_GRACE = Duration.ofMinutes(5);

    EngineBlock {
        grace(cancelGrace); // here a bad value is reported with its line
        checkMemory(payloadMemory);
    }

    EngineLimits settle() {
        EngineLimits limits = EngineLimits.DEFAULT.cancelGrace(grace(cancelGrace));
        if (maxConcurrentNodes != null) {
            limits = limits.maxConcurrentNodes(maxConcurrentNodes.count());
        }
        if (maxOpenRuns != null) {
            limits = limits.maxOpenRuns(maxOpenRuns.count());
        }
        if (payloadMemory != null) {
            limits = limits.payloadMemory(payloadMemory.bytes());
        }
        return unwritten == null ? limits : limits.journal(unwritten.settle());
    }

    private static void checkMemory(@Nullable Size memory) {
        if (memory != null && memory.bytes() < LEAST_MEMORY) {
            throw new IllegalArgumentException("payloadMemory is at least 1MiB; write it as in 256MiB");
        }
    }

    private static Duration grace(StoreBlock.@Nullable Time time) {
        if (time == null) {
            return EngineLimits.DEFAULT.cancelGrace();
        }
        Duration grace = time.duration();
        if (grace.compareTo(LEAST_GRACE) < 0 || grace.compareTo(MOST_GRACE) > 0) {
            throw new IllegalArgumentException("cancelGrace is from 100ms to 5m; write it as in 2s");
        }
        return grace;
    }

    /** How many threads at once; no more than there are for nodes where the JDK has no virtual ones. */
    record Threads(int count) {
        private static final int MOST = 512;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Threads of(JsonNode value) {
            return new Threads(TenancyBlocks.whole(value, MOST));
        }
    }

    /** What may be on its way to the journal before nothing new begins. */
    record Unwritten(
            @JsonProperty("records") TenancyBlocks.@Nullable Places records,
            @JsonProperty("memory") @Nullable Size memory) {
        private static final long LEAST = 1024 * 1024;

        Unwritten {
            bytes(memory);
        }

        JournalLimits settle() {
            JournalLimits defaults = JournalLimits.DEFAULT;
            return new JournalLimits(
                    records == null ? defaults.capacity() : records.count(),
                    defaults.flushThreshold(),
                    defaults.logLines(),
                    bytes(memory));
        }

        private static long bytes(@Nullable Size memory) {
            if (memory == null) {
                return JournalLimits.DEFAULT.bytes();
            }
            if (memory.bytes() < LEAST) {
                throw new IllegalArgumentException("memory is at least 1MiB; write it as in 64MiB");
            }
            return memory.bytes();
        }
    }
}
