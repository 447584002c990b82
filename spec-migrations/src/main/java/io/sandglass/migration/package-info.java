/**
 * Workflow documents: strict reading of YAML and JSON, and the chain that upgrades older formats.
 *
 * <p>Entry types: {@link io.sandglass.migration.DocumentReader} and {@link io.sandglass.migration.MigrationChain}. May
 * import Jackson and the JDK, nothing of ours.
 */
@NullMarked
package io.sandglass.migration;

import org.jspecify.annotations.NullMarked;
