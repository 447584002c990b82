package io.sandglass.plan;

import io.sandglass.expression.Expressions;
import io.sandglass.plugin.Limits;
import io.sandglass.spec.SpecReader;
import java.time.Duration;
import java.util.Optional;

/** Compilers over {@link KnownTypes}; of cron expressions they only count the fields. */
final class Compilers {
    static final Limits CAP =
            new Limits(10_000_000_000L, 1L << 30, Duration.ofMinutes(5), 1L << 30, 1L << 30, 1L << 30);

    private Compilers() {}

    static StandardWorkflowCompiler compiler() {
        SpecReader reader = new SpecReader(
                (cron, zone) -> cron.strip().split("\\s+").length >= 5
                        ? Optional.empty()
                        : Optional.of("'" + cron + "' has fewer than five fields"),
                new Expressions());
        return new StandardWorkflowCompiler(reader, new Planner(new KnownTypes(), CAP));
    }
}
