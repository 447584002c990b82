/**
 * What a guest may ask of its host beyond WASI: log lines, values of its run, HTTP requests and handles of secrets.
 *
 * <p>Public. Entry types: {@link io.sandglass.sandbox.capability.Capabilities}, which a caller grants, and
 * {@link io.sandglass.sandbox.capability.HostCallRecorder}, which keeps what was answered. May import the engine's seam.
 */
@NullMarked
package io.sandglass.sandbox.capability;

import org.jspecify.annotations.NullMarked;
