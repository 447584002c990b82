/**
 * Files that survive the loss of power.
 *
 * <p>Entry type: {@link io.sandglass.store.file.DurableFiles}. Imports nothing of ours.
 */
@NullMarked
package io.sandglass.store.file;

import org.jspecify.annotations.NullMarked;
