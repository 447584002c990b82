package io.sandglass.spec;

import java.time.ZoneId;
import java.util.Optional;

/** Judges cron expressions for the reader; the calendar arithmetic itself belongs to the scheduler. */
@FunctionalInterface
public interface CronSyntax {
    /**
     * Why the expression is no good, in one clause, or empty if it is. An expression that never fires is no good.
     */
    Optional<String> problem(String cron, ZoneId zone);
}
