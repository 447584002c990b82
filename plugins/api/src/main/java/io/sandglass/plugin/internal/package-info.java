/**
 * What the engine and its store tell a payload. A plugin in a JAR can neither load nor bring these classes, so that it can
 * let no payload leave memory for a place of its own. Imports nothing of ours: the API above it sees it.
 */
@NullMarked
package io.sandglass.plugin.internal;

import org.jspecify.annotations.NullMarked;
