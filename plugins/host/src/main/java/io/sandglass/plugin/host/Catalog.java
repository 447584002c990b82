package io.sandglass.plugin.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** All plugins at one moment, and the types that can be used. Immutable. */
final class Catalog {
    static final Catalog EMPTY = new Catalog(0, List.of(), Map.of());
    private static final Comparator<LoadedType> NEWEST_FIRST = Comparator.comparing(
                    (LoadedType loaded) -> Version.parse(loaded.type().version()))
            .reversed();

    private final long generation;
    private final List<PluginEntry> entries;
    private final Map<String, List<LoadedType>> types;

    private Catalog(long generation, List<PluginEntry> entries, Map<String, List<LoadedType>> types) {
        this.generation = generation;
        this.entries = entries;
        this.types = types;
    }

    /**
     * Lets the candidates in, in their order; who comes later gives way.
     *
     * @param quarantined tells by digest why a plugin may not run, if so
     * @return this catalog if nothing is different
     */
    Catalog next(Collection<Candidate> candidates, Function<String, Optional<String>> quarantined) {
        Builder next = new Builder(quarantined);
        candidates.forEach(next::add);
        return next.entries.equals(entries) ? this : next.build(generation + 1);
    }

    long generation() {
        return generation;
    }

    List<PluginEntry> entries() {
        return entries;
    }

    Set<String> names() {
        return Collections.unmodifiableSet(new TreeSet<>(types.keySet()));
    }

    /** The newest type of this name that passes. */
    Optional<LoadedType> find(String name, Predicate<LoadedType> wanted) {
        return types.getOrDefault(name, List.of()).stream().filter(wanted).findFirst();
    }

    /** The candidates let in so far. Lives only while a catalog is made, on one thread. */
    private static final class Builder {
        private final Function<String, Optional<String>> quarantined;
        private final List<PluginEntry> entries = new ArrayList<>();
        private final Map<String, List<LoadedType>> types = new TreeMap<>();
        private final Map<String, Candidate> owners = new HashMap<>();

        Builder(Function<String, Optional<String>> quarantined) {
            this.quarantined = quarantined;
        }

        void add(Candidate candidate) {
            Optional<String> refusal = candidate.refusal().or(() -> clash(candidate));
            if (refusal.isPresent()) {
                entries.add(candidate.entry(PluginState.REFUSED, refusal));
                return;
            }
            Optional<String> held = quarantined.apply(candidate.digest());
            entries.add(candidate.entry(held.isPresent() ? PluginState.QUARANTINED : PluginState.LOADED, held));
            for (LoadedType loaded : candidate.types()) {
                owners.put(loaded.label(), candidate);
                types.computeIfAbsent(loaded.type().name(), name -> new ArrayList<>())
                        .add(loaded);
            }
        }

        private Optional<String> clash(Candidate candidate) {
            return candidate.types().stream()
                    .flatMap(loaded -> clash(candidate, loaded).stream())
                    .findFirst();
        }

        private Optional<String> clash(Candidate candidate, LoadedType loaded) {
            String name = loaded.type().name();
            boolean builtIn = types.getOrDefault(name, List.of()).stream()
                    .anyMatch(other -> other.kind().equals(LoadedType.BUILT_IN));
            if (builtIn && !candidate.kind().equals(LoadedType.BUILT_IN)) {
                return Optional.of(
                        "its type '" + name + "' is built in and cannot be replaced; give yours another name");
            }
            Candidate owner = owners.get(loaded.label());
            return owner == null ? Optional.empty() : Optional.of(duplicate(candidate, owner, loaded));
        }

        private static String duplicate(Candidate candidate, Candidate owner, LoadedType loaded) {
            return candidate.digest().equals(owner.digest())
                    ? "it is a copy of " + owner.file() + "; remove one of them"
                    : "its type " + loaded.label() + " already comes from " + owner.file()
                            + "; raise the version of one of them, or remove it";
        }

        Catalog build(long generation) {
            types.values().forEach(versions -> versions.sort(NEWEST_FIRST));
            return new Catalog(generation, List.copyOf(entries), types);
        }
    }
}
