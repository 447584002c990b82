package io.sandglass.migration.steps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a dotted name of v2 means in one node: the variable of a loop around it, the output of a node that it or such a
 * loop depends on, or else an input of the run.
 */
record Names(Optional<Names> outer, Set<String> variables, Set<String> dependencies) {
    /** Where every name is an input. */
    static final Names NONE = new Names(Optional.empty(), Set.of(), Set.of());

    Names {
        variables = Set.copyOf(variables);
        dependencies = Set.copyOf(dependencies);
    }

    Names withDependencies(Set<String> more) {
        return more.isEmpty() ? this : new Names(Optional.of(this), Set.of(), more);
    }

    Names withVariable(String variable) {
        return new Names(Optional.of(this), Set.of(variable), Set.of());
    }

    Reference reference(String path) {
        var parts = Arrays.asList(path.split("\\."));
        if (isVariable(parts.get(0))) {
            return new Reference(parts);
        }
        return output(path).orElseGet(() -> new Reference(joined(List.of("inputs"), parts)));
    }

    /** The v2 name that means a reference here, if there is one. */
    Optional<String> path(Reference reference) {
        var names = reference.names();
        List<String> parts = switch (names.get(0)) {
            case "inputs" -> names.subList(1, names.size());
            case "nodes" ->
                names.size() < 3 ? List.of() : joined(List.of(names.get(1)), names.subList(3, names.size()));
            default -> names;
        };
        var path = String.join(".", parts);
        return Braces.isPath(path) && reference(path).equals(reference) ? Optional.of(path) : Optional.empty();
    }

    /** The input that a reference reads, if it reads one. */
    Optional<String> input(Reference reference) {
        var names = reference.names();
        return names.size() > 1 && names.get(0).equals("inputs") && !isVariable("inputs")
                ? Optional.of(names.get(1))
                : Optional.empty();
    }

    /** Ids may have dots in them, so the longest that fits is taken. */
    private Optional<Reference> output(String path) {
        for (var end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
            var id = path.substring(0, end);
            if (isDependency(id)) {
                var rest = end == path.length()
                        ? List.<String>of()
                        : Arrays.asList(path.substring(end + 1).split("\\."));
                return Optional.of(new Reference(joined(List.of("nodes", id, "output"), rest)));
            }
        }
        return Optional.empty();
    }

    private static List<String> joined(List<String> head, List<String> tail) {
        var all = new ArrayList<>(head);
        all.addAll(tail);
        return all;
    }

    private boolean isVariable(String name) {
        return variables.contains(name)
                || outer.map(names -> names.isVariable(name)).orElse(false);
    }

    private boolean isDependency(String id) {
        return dependencies.contains(id)
                || outer.map(names -> names.isDependency(id)).orElse(false);
    }
}
