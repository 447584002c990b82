/**
 * An HTTP client that goes only where a node's permissions lead, for the {@code http} node and for guests alike.
 *
 * <p>Entry type: {@link io.sandglass.plugin.http.GuardedHttp}. May import the plugin API and the JDK.
 */
@NullMarked
package io.sandglass.plugin.http;

import org.jspecify.annotations.NullMarked;
