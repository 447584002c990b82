/**
 * Files and directories that exist in memory only, for one run of a guest; nothing here touches a file of the host.
 *
 * <p>Internal: not for use outside of the sandbox.
 * Entry type: {@link io.sandglass.sandbox.wasi.tree.FileTree}. A tree belongs to the guest's thread. May import
 * {@code engine}.
 */
@NullMarked
package io.sandglass.sandbox.wasi.tree;

import org.jspecify.annotations.NullMarked;
