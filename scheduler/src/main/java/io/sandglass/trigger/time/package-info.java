/**
 * When triggers fire: our own calendar arithmetic, exact across clock changes.
 *
 * <p>Entry types: {@link io.sandglass.trigger.time.Schedules} and {@link io.sandglass.trigger.time.CronExpression}. Pure
 * functions of their arguments: nothing here reads a clock, keeps state or imports more than {@code spec}.
 */
@NullMarked
package io.sandglass.trigger.time;

import org.jspecify.annotations.NullMarked;
