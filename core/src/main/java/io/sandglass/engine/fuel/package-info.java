/**
 * What metered nodes have used and may use, by run and by tenant.
 *
 * <p>Entry types: {@link io.sandglass.engine.fuel.FuelAccounts} and {@link io.sandglass.engine.fuel.RunFuel}. Knows no
 * other package of the engine.
 */
@NullMarked
package io.sandglass.engine.fuel;

import org.jspecify.annotations.NullMarked;
