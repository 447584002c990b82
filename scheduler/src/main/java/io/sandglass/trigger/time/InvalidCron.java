package io.sandglass.trigger.time;

/** A cron expression is no good. The message names the field, the value, what is allowed and what to do. */
public final class InvalidCron extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidCron(String message) {
        super(message);
    }
}
