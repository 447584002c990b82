/**
 * Large payloads in files of their own, named after what is in them.
 *
 * <p>Entry type: {@link io.sandglass.store.payload.PayloadFiles}. May import core's {@code store} and this room's
 * {@code codec} and {@code file}.
 */
@NullMarked
package io.sandglass.store.payload;

import org.jspecify.annotations.NullMarked;
