package io.sandglass.history;

import io.sandglass.history.Observed.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Of a group of runs no more than its limit go on at once, and those that do not begin nothing. A run goes on from its
 * admission to its end, both durable. One whose launch was answered as failed although it was recorded does not count.
 */
final class PlacesAreCounted implements Rule {
    @Override
    public String name() {
        return "h runs wait for their turn";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        Map<String, Set<String>> inside = new HashMap<>();
        for (Observed seen : index.history().observed()) {
            if (seen.run().isEmpty()) {
                continue;
            }
            Declared.Workflow workflow = index.workflow(seen.run());
            if (workflow != null && workflow.manners().most() > 0) {
                Set<String> runs = inside.computeIfAbsent(index.group(seen.run()), group -> new HashSet<>());
                count(index, seen, runs);
                look(index, seen, runs, workflow.manners()).ifPresent(violation);
            }
        }
    }

    private static void count(Index index, Observed seen, Set<String> inside) {
        if (seen.isStored(Row.Kind.ADMITTED)) {
            inside.add(seen.run());
        } else if (seen.isStored(Row.Kind.QUEUED)
                || seen.kind() == Kind.STORED && seen.row().endsRun()) {
            inside.remove(seen.run());
        }
    }

    private static Optional<String> look(Index index, Observed seen, Set<String> inside, Declared.Manners manners) {
        if (seen.kind() == Kind.BEGAN && !inside.contains(seen.run())) {
            return Optional.of(seen + " although the run was not admitted");
        }
        long counted = seen.isStored(Row.Kind.ADMITTED)
                ? inside.stream().filter(run -> index.run(run).isAcknowledged()).count()
                : 0;
        return counted > manners.most()
                ? Optional.of(seen + ", the " + counted + "th of " + index.group(seen.run()) + ", of which "
                        + manners.most() + " may go on")
                : Optional.empty();
    }
}
