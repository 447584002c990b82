/**
 * The door of a running service for commands on the same machine: HTTP on loopback, with a token only the owner of the
 * home directory can read.
 *
 * <p>Entry types: {@link io.sandglass.app.http.ControlServer} and {@link io.sandglass.app.http.ControlClient}. May
 * import Jackson and the JDK.
 */
@NullMarked
package io.sandglass.app.http;

import org.jspecify.annotations.NullMarked;
