/**
 * Files whose content cannot be changed or passed off as another without being noticed.
 *
 * <p>Internal: not for use outside of the sandbox.
 * Entry type: {@link io.sandglass.sandbox.sealing.SealedFiles}. May import the JDK.
 */
@NullMarked
package io.sandglass.sandbox.sealing;

import org.jspecify.annotations.NullMarked;
