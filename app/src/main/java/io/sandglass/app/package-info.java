/**
 * The composition root: puts store, plugins, engine and scheduler of one home directory together.
 *
 * <p>Entry types: {@link io.sandglass.app.Workbench} for one run, {@link io.sandglass.app.Service} for serving. May
 * import every room, and {@code app.http}; not {@code app.cli}.
 */
@NullMarked
package io.sandglass.app;

import org.jspecify.annotations.NullMarked;
