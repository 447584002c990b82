/**
 * JSONata expressions under guard.
 *
 * <p>Entry type: {@link io.sandglass.expression.Expressions}. The only package that imports JSONata and RE2J; of ours it
 * may import {@code plugin}, and {@code migration} for its hints at misspelt words. Also imports Jackson.
 */
@NullMarked
package io.sandglass.expression;

import org.jspecify.annotations.NullMarked;
