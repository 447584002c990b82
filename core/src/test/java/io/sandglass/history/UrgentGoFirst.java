package io.sandglass.history;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Among the attempts of a tenant that wait for a place, the most urgent goes first, give or take {@link Turn#MOMENT}: an
 * attempt does not begin while another one waits that is more urgent and needs no pool, or the same. So nobody is overtaken
 * for longer than nine times the half minute that a priority is worth.
 */
final class UrgentGoFirst implements Rule {
    @Override
    public String name() {
        return "l the most urgent goes first";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        Map<String, List<Turn>> byTenant = index.turns().stream().collect(Collectors.groupingBy(Turn::tenant));
        for (Turn waiting : index.turns()) {
            if (waiting.waited() && waiting.until() > waiting.from()) {
                byTenant.get(waiting.tenant()).stream()
                        .filter(other -> overtakes(index, other, waiting))
                        .forEach(other -> violation.accept(other.began() + ", ready since " + other.notBefore()
                                + "ms, before " + waiting.began() + ", ready since " + waiting.surely() + "ms"));
            }
        }
    }

    private static boolean overtakes(Index index, Turn other, Turn waiting) {
        boolean sameQueue = waiting.pool().isEmpty() || waiting.pool().equals(other.pool());
        long millis = other.began().millis();
        return sameQueue
                && waiting.waitedFor(other)
                && urgency(index, waiting).least(waiting.surely(), millis) + Turn.MOMENT
                        < urgency(index, other).most(other.notBefore(), millis);
    }

    private static Urgency urgency(Index index, Turn turn) {
        return new Urgency(index.run(turn.began().run()), turn.workflow());
    }
}
