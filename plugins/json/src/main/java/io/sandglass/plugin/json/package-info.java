/**
 * Reads JSON that comes from outside: from guests, programs, servers, and whoever asks a service for something.
 *
 * <p>Entry type: {@link io.sandglass.plugin.json.BoundedJson}. May import the plugin API, Jackson and the JDK.
 */
@NullMarked
package io.sandglass.plugin.json;

import org.jspecify.annotations.NullMarked;
