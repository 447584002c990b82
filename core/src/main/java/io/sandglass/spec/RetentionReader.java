package io.sandglass.spec;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads {@code retention}. */
final class RetentionReader {
    private static final Set<String> KNOWN = Set.of("runs", "payloads", "failed");
    private static final Misfit USELESS = new Misfit(
            "BAD_VALUE",
            "payloads are to be kept longer than the runs they belong to",
            "give payloads a shorter time, or leave it out");

    private RetentionReader() {}

    static RetentionSpec read(Section root) {
        Section section = root.child("retention");
        if (!root.get("retention").isObject()) {
            return RetentionSpec.NONE;
        }
        section.allow(KNOWN, Set.of());
        Optional<Duration> runs = section.read("runs", Shapes.SOME_TIME);
        Optional<Duration> payloads = section.read("payloads", Shapes.SOME_TIME);
        Optional<Duration> failed = section.read("failed", Shapes.SOME_TIME);
        boolean never = payloads.filter(most -> outlast(most, runs) && outlast(most, failed.or(() -> runs)))
                .isPresent();
        if (never) {
            section.findings().atKey(section.at("payloads"), USELESS);
        }
        return new RetentionSpec(runs, payloads, failed);
    }

    private static boolean outlast(Duration payloads, Optional<Duration> runs) {
        return runs.filter(most -> most.compareTo(payloads) < 0).isPresent();
    }
}
