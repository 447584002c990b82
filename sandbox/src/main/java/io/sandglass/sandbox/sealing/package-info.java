/**
 * Files whose content cannot be changed or passed off as another without being noticed.
 *
 * <p>Entry type: {@link io.sandglass.sandbox.sealing.SealedFiles}. May import the JDK.
 */
@NullMarked
package io.sandglass.sandbox.sealing;

import org.jspecify.annotations.NullMarked;
