/**
 * What the engine and its store tell a payload. The code of a plugin in a JAR can neither name nor bring these classes, so
 * that it does not let a payload leave memory for a place of its own. Imports nothing of ours: the API above it sees it.
 */
@NullMarked
package io.sandglass.plugin.internal;

import org.jspecify.annotations.NullMarked;
