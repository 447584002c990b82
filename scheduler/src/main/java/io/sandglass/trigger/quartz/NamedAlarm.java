package io.sandglass.trigger.quartz;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** What Quartz must be told a job is; never made, because the alarm clock makes jobs by their key. */
abstract class NamedAlarm implements Job {
    @Override
    public abstract void execute(JobExecutionContext context);
}
