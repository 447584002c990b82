package io.sandglass.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.AdministrationFile.Size;
import io.sandglass.app.AdministrationFile.Wall;
import io.sandglass.sandbox.Compiling;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The part {@code sandbox} of {@code sandglass.yaml}. What it leaves out is as in {@link Sandboxing#DEFAULT}. */
record SandboxBlock(
        @JsonProperty("maxConcurrentGuests") @Nullable Guests maxConcurrentGuests,
        @JsonProperty("memory") @Nullable Size memory,
        @JsonProperty("compile") @Nullable Compile compile,
        @JsonProperty("warmUp") @Nullable Boolean warmUp) {
    private static final long MIB = 1 << 20;

    SandboxBlock {
        if (memory != null) {
            atLeast("memory", memory, 16 * MIB, "16MiB");
        }
    }

    Sandboxing settle() {
        return new Sandboxing(
                maxConcurrentGuests == null ? OptionalInt.empty() : OptionalInt.of(maxConcurrentGuests.count()),
                memory == null ? OptionalLong.empty() : OptionalLong.of(memory.bytes()),
                compile == null ? Compiling.DEFAULTS : compile.settle(),
                warmUp == null ? Sandboxing.DEFAULT.warmUp() : warmUp);
    }

    private static void atLeast(String name, Size size, long least, String shown) {
        if (size.bytes() < least) {
            throw new IllegalArgumentException(name + " is at least " + shown);
        }
    }

    /** How many guests at once. */
    record Guests(int count) {
        private static final int MOST = 1_024;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Guests of(JsonNode value) {
            return new Guests(TenancyBlocks.whole(value, MOST));
        }
    }

    /** How many modules at once. */
    record Modules(int count) {
        private static final int MOST = 64;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Modules of(JsonNode value) {
            return new Modules(TenancyBlocks.whole(value, MOST));
        }
    }

    /** As {@code 2MiB}, or {@code never}, or 0 for all. */
    record Apart(long aboveBytes) {
        private static final String NEVER = "never";
        private static final String ALL = "0";

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Apart of(JsonNode value) {
            return switch (value.asText()) {
                case NEVER -> new Apart(Compiling.DEFAULTS.withoutChild().childAboveBytes());
                case ALL -> new Apart(0);
                default -> new Apart(Size.of(value).bytes());
            };
        }
    }

    /** How modules become code. */
    record Compile(
            @JsonProperty("limit") @Nullable Wall limit,
            @JsonProperty("atOnce") @Nullable Modules atOnce,
            @JsonProperty("apartAbove") @Nullable Apart apartAbove,
            @JsonProperty("apartHeap") @Nullable Size apartHeap) {
        private static final Duration LEAST = Duration.ofSeconds(1);
        private static final Duration MOST = Duration.ofMinutes(10);

        Compile {
            if (limit != null
                    && (limit.time().compareTo(LEAST) < 0 || limit.time().compareTo(MOST) > 0)) {
                throw new IllegalArgumentException("limit is from 1s to 10m; write it as in 30s");
            }
            if (apartHeap != null) {
                atLeast("apartHeap", apartHeap, 64 * MIB, "64MiB");
            }
        }

        Compiling settle() {
            Compiling defaults = Compiling.DEFAULTS;
            return defaults.withLimit(limit == null ? defaults.limit() : limit.time())
                    .withPlaces(atOnce == null ? defaults.places() : atOnce.count())
                    .withChildAboveBytes(apartAbove == null ? defaults.childAboveBytes() : apartAbove.aboveBytes())
                    .withChildHeapBytes(apartHeap == null ? defaults.childHeapBytes() : apartHeap.bytes());
        }
    }
}
