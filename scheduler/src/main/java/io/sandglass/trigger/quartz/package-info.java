/**
 * The alarm clock over Quartz. The only package that imports it.
 *
 * <p>Entry type: {@link io.sandglass.trigger.quartz.QuartzAlarmClock}. Of ours it may import {@code trigger}.
 */
@NullMarked
package io.sandglass.trigger.quartz;

import org.jspecify.annotations.NullMarked;
