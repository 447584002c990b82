package io.sandglass.trigger.time;

import io.sandglass.spec.CronSyntax;
import java.time.ZoneId;
import java.util.Optional;

/** Judges cron expressions by reading them with {@link CronExpression}. Thread-safe. */
public final class StandardCronSyntax implements CronSyntax {
    @Override
    public Optional<String> problem(String cron, ZoneId zone) {
        try {
            CronExpression.parse(cron);
            return Optional.empty();
        } catch (InvalidCron e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
