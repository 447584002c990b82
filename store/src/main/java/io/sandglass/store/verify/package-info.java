/**
 * Compares journal and database.
 */
@NullMarked
package io.sandglass.store.verify;

import org.jspecify.annotations.NullMarked;
