package io.sandglass.migration;

import java.util.Optional;

/** The version of a document, or why it cannot be determined. */
record Verdict(SpecVersion version, Optional<Fault> fault) {
    static Verdict of(SpecVersion version) {
        return new Verdict(version, Optional.empty());
    }

    static Verdict refused(String reason, String remedy) {
        return new Verdict(SpecVersion.CURRENT, Optional.of(new Fault("UNKNOWN_VERSION", reason, remedy)));
    }
}
