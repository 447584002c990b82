package io.sandglass.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.engine.EngineLimits;
import org.jspecify.annotations.Nullable;

/** The part {@code engine} of {@code sandglass.yaml}. What it leaves out is as in {@link EngineLimits#DEFAULT}. */
record EngineBlock(
        @JsonProperty("maxConcurrentNodes") @Nullable Threads maxConcurrentNodes) {
    EngineLimits settle() {
        return maxConcurrentNodes == null
                ? EngineLimits.DEFAULT
                : EngineLimits.DEFAULT.maxConcurrentNodes(maxConcurrentNodes.count());
    }

    /** How many threads at once; no more than there are for nodes where the JDK has no virtual ones. */
    record Threads(int count) {
        private static final int MOST = 512;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Threads of(JsonNode value) {
            return new Threads(TenancyBlocks.whole(value, MOST));
        }
    }
}
