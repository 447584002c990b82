/**
 * The ports through which core keeps things, and an adapter in memory.
 *
 * <p>Entry types: {@link io.sandglass.store.RunStore}, {@link io.sandglass.store.SpecStore},
 * {@link io.sandglass.store.TriggerStore}, {@link io.sandglass.store.PauseStore}. May import {@code run}, {@code spec},
 * {@code plugin} and {@code time}.
 */
@NullMarked
package io.sandglass.store;

import org.jspecify.annotations.NullMarked;
