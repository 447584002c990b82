/**
 * Decides about what comes in, keeps it, and answers what is asked about it: the store's ports. Begin with
 * {@link io.sandglass.store.intake.Intake}. Sees projection and what that may see.
 */
@NullMarked
package io.sandglass.store.intake;

import org.jspecify.annotations.NullMarked;
