/**
 * The data directory and the files in it that are neither journal nor database: its lock, its passwords, the name of its
 * journal, the copies of its database. Also what people are told when a directory cannot be used. Knows nothing of what the
 * files hold. Begin with {@link io.sandglass.store.directory.DataDirectory}.
 */
@NullMarked
package io.sandglass.store.directory;

import org.jspecify.annotations.NullMarked;
