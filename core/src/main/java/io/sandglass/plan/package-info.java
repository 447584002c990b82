/**
 * The workflow as it will run: acyclic, levelled, its types found and its limits settled.
 *
 * <p>Entry type: {@link io.sandglass.plan.Planner}. The only package that imports JGraphT.
 */
@NullMarked
package io.sandglass.plan;

import org.jspecify.annotations.NullMarked;
