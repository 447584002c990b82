package io.sandglass.plugin.host;

import java.util.Optional;

/**
 * A plugin file as it was last read.
 *
 * @param signs of the file, and of the sidecar next to it, when they were read
 * @param sidecar the text of the sidecar
 * @param candidate what came of it
 */
record Seen(Signs signs, Optional<String> sidecar, Candidate candidate) {
    /** Whether reading it again gave the same. */
    boolean has(PluginFile file) {
        return candidate.digest().equals(file.digest()) && sidecar.equals(file.sidecar());
    }
}
