package io.sandglass.app.torture;

import io.sandglass.app.torture.Fact.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users asked the service to do with runs, whether it was answered or not. */
record Requests(Map<String, List<Fact>> byRun) {
    static Requests in(Evidence evidence) {
        return new Requests(evidence.of(Kind.ASKED).stream().collect(Collectors.groupingBy(Fact::run)));
    }

    /** How often this was asked of a run. */
    long count(String run, String operation) {
        return of(run).filter(fact -> fact.detail().equals(operation)).count();
    }

    /** Whether this was asked of the same run after that. */
    boolean after(Fact earlier, String operation) {
        return of(earlier.run())
                .anyMatch(fact ->
                        fact.number() > earlier.number() && fact.detail().equals(operation));
    }

    /** The number of the next request about the same run; the highest there is if there is none. */
    long next(Fact earlier) {
        return of(earlier.run())
                .mapToLong(Fact::number)
                .filter(number -> number > earlier.number())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private Stream<Fact> of(String run) {
        return byRun.getOrDefault(run, List.of()).stream();
    }
}
