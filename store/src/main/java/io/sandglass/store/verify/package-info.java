/**
 * Compares journal and database. Begin with {@link io.sandglass.store.verify.Verification}. Sees backup, tables and what
 * those may see.
 */
@NullMarked
package io.sandglass.store.verify;

import org.jspecify.annotations.NullMarked;
