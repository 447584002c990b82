/**
 * Turns the triggers of workflows into runs: every fire time of an enabled trigger gets exactly one slot record.
 *
 * <p>Entry type: {@link io.sandglass.trigger.TriggerService}. May import core and {@code trigger.time}; knows nothing of
 * Quartz, which sits behind {@link io.sandglass.trigger.AlarmClock}.
 */
@NullMarked
package io.sandglass.trigger;

import org.jspecify.annotations.NullMarked;
