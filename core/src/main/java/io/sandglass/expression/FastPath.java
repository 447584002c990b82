package io.sandglass.expression;

import io.sandglass.plugin.Payload;
import java.util.List;
import java.util.Optional;

/** A dotted path into the scope, walked without JSONata. Immutable. */
record FastPath(List<String> names) {
    /** What stands there, or empty if JSONata must be asked because the path leads through a list. */
    Optional<Payload> walk(Scope scope) {
        int from = 1;
        Payload start = switch (names.get(0)) {
            case "inputs" -> scope.inputs();
            case "trigger" -> scope.trigger();
            case "run" -> scope.run();
            default -> {
                from = 3;
                yield output(scope);
            }
        };
        return names.size() < from ? Optional.empty() : walk(start, from);
    }

    /** What a node's output is; the payload of null if there is none, or if another field than it is asked for. */
    private Payload output(Scope scope) {
        boolean output = names.size() > 2 && names.get(2).equals("output");
        return output ? scope.outputs().getOrDefault(names.get(1), Payload.NULL) : Payload.NULL;
    }

    private Optional<Payload> walk(Payload start, int from) {
        Payload at = start;
        for (String name : names.subList(from, names.size())) {
            if (at.value() instanceof List) {
                return Optional.empty();
            }
            at = at.field(name);
        }
        return Optional.of(at);
    }
}
