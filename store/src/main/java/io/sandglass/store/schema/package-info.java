/**
 * The tables and views, and how an older database becomes a newer one.
 *
 * <p>Entry type: {@link io.sandglass.store.schema.Schema}. The only package that imports Flyway; imports nothing of ours.
 */
@NullMarked
package io.sandglass.store.schema;

import org.jspecify.annotations.NullMarked;
