/**
 * JSONata expressions under guard.
 *
 * <p>Entry types: {@link io.sandglass.expression.Template} and {@link io.sandglass.expression.Expression}. The only
 * package that imports JSONata and RE2J; of ours it may import {@code plugin}.
 */
@NullMarked
package io.sandglass.expression;

import org.jspecify.annotations.NullMarked;
