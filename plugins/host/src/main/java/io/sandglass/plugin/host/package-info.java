/**
 * Finds plugin files, loads and unloads them, and answers which node types there are.
 *
 * <p>Entry type: {@link io.sandglass.plugin.host.PluginRegistry}. May import {@code io.sandglass.plugin},
 * {@code io.sandglass.plugin.wasm} and {@code io.sandglass.sandbox}; knows nothing of workflows, runs or stores.
 */
@NullMarked
package io.sandglass.plugin.host;

import org.jspecify.annotations.NullMarked;
