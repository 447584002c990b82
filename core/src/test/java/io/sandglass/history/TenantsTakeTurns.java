package io.sandglass.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * No tenant starves: while an attempt of one waits that only its turn holds back, another tenant gets no more in per round
 * than its weight, and a round gives the first one as many as its own. What goes in beside that does not count: the places
 * that are kept for a tenant, and one round and one house full at either end of what can be seen.
 */
final class TenantsTakeTurns implements Rule {
    @Override
    public String name() {
        return "n tenants take turns";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        Declared.Limits limits = index.history().limits();
        if (limits.tenants().size() < 2) {
            return;
        }
        List<Turn> turns = index.turns();
        Map<Observed, Integer> insideBefore = insideBefore(index);
        for (Turn waiting : turns) {
            Declared.Tenant own = limits.tenants().get(waiting.tenant());
            if (waiting.waited() && waiting.pool().isEmpty() && own.attempts() >= limits.all()) {
                check(limits, turns, waiting, insideBefore, violation);
            }
        }
    }

    private static void check(
            Declared.Limits limits,
            List<Turn> turns,
            Turn waiting,
            Map<Observed, Integer> insideBefore,
            Consumer<String> violation) {
        Map<String, Integer> others = new HashMap<>();
        int own = 0;
        for (Turn turn : turns) {
            long millis = turn.began().millis();
            if (turn.tenant().equals(waiting.tenant())) {
                own += millis >= waiting.surely() && millis <= waiting.began().millis() ? 1 : 0;
            } else if (millis > waiting.from()
                    && millis < waiting.until()
                    && insideBefore.get(turn.began()) >= limits.kept(turn.tenant())) {
                others.merge(turn.tenant(), 1, Integer::sum);
            }
        }
        double rounds = (double) own / limits.tenants().get(waiting.tenant()).weight() + 2;
        int counted = own;
        others.forEach((name, count) -> {
            if (count > rounds * limits.tenants().get(name).weight() + limits.all()) {
                violation.accept(waiting.began() + " waited since " + waiting.surely() + "ms, and meanwhile " + count
                        + " of tenant " + name + " began, but " + counted + " of its own");
            }
        });
    }

    /** For each attempt how many of its tenant were inside when it began. */
    private static Map<Observed, Integer> insideBefore(Index index) {
        Map<Observed, Integer> before = new HashMap<>();
        Map<String, Integer> inside = new HashMap<>();
        Map<String, String> tenants = new HashMap<>();
        for (Observed seen : index.history().observed()) {
            String attempt = seen.run() + "/" + seen.node() + "#" + seen.attempt();
            switch (seen.kind()) {
                case BEGAN -> {
                    Declared.Workflow workflow = index.workflow(seen.run());
                    String tenant = workflow == null ? "" : workflow.manners().tenant();
                    tenants.put(attempt, tenant);
                    before.put(seen, inside.merge(tenant, 1, Integer::sum) - 1);
                }
                case LEFT -> {
                    String tenant = tenants.remove(attempt);
                    if (tenant != null) {
                        inside.merge(tenant, -1, Integer::sum);
                    }
                }
                case CRASHED -> {
                    inside.clear();
                    tenants.clear();
                }
                default -> {}
            }
        }
        return before;
    }
}
