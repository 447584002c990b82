package io.sandglass.plugin.host;

/**
 * A plugin file as it was last read.
 *
 * @param fingerprint of the file when it was read
 * @param candidate what came of it
 */
record Seen(Fingerprint fingerprint, Candidate candidate) {}
