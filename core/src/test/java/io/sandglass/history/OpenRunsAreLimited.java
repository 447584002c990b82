package io.sandglass.history;

import io.sandglass.history.Observed.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * No run is started beyond those that its tenant may have open. One that was reopened, or whose launch was answered as
 * failed although it was recorded, does not count.
 */
final class OpenRunsAreLimited implements Rule {
    @Override
    public String name() {
        return "p open runs are limited";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        Map<String, Declared.Tenant> tenants = index.history().limits().tenants();
        Map<String, Set<String>> open = new HashMap<>();
        for (Observed seen : index.history().observed()) {
            if (seen.kind() != Kind.STORED || !seen.node().isEmpty() || index.workflow(seen.run()) == null) {
                continue;
            }
            String tenant = index.workflow(seen.run()).manners().tenant();
            Set<String> runs = open.computeIfAbsent(tenant, name -> new HashSet<>());
            if (seen.row().endsRun()) {
                runs.remove(seen.run());
            } else if (seen.row() == Row.Kind.RUN_STARTED
                    && index.run(seen.run()).isAcknowledged()) {
                runs.add(seen.run());
                Declared.Tenant limits = tenants.get(tenant);
                if (limits != null && runs.size() > limits.runs()) {
                    violation.accept(seen + ", the " + runs.size() + "th of tenant " + tenant + ", which may have "
                            + limits.runs() + " open");
                }
            }
        }
    }
}
