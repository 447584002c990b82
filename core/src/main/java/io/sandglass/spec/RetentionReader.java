package io.sandglass.spec;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads {@code retention}. */
final class RetentionReader {
    private static final Set<String> KNOWN = Set.of("runs", "payloads", "failed");

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
        boolean never = payloads.isPresent()
                && runs.filter(most -> most.compareTo(payloads.get()) < 0).isPresent()
                && failed.or(() -> runs)
                        .filter(most -> most.compareTo(payloads.get()) < 0)
                        .isPresent();
        if (never) {
            Misfit misfit = new Misfit(
                    "BAD_VALUE",
                    "payloads are to be kept longer than the runs they belong to",
                    "give payloads a shorter time, or leave it out");
            section.findings().atKey(section.at("payloads"), misfit);
        }
        return new RetentionSpec(runs, payloads, failed);
    }
}
