package io.sandglass.spec;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges the ids of one kind of thing in one document. Not thread-safe. */
final class Ids {
    /** What an id looks like. */
    static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private static final Set<String> DEVICES = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private final Map<String, String> seen = new HashMap<>();

    /** Why an id is no good, if it is not; remembers it otherwise. */
    Optional<Misfit> problem(String id) {
        Optional<Misfit> misfit = judge(id);
        if (misfit.isPresent()) {
            return misfit;
        }
        String earlier = seen.putIfAbsent(id.toLowerCase(Locale.ROOT), id);
        if (earlier == null) {
            return Optional.empty();
        }
        return Optional.of(
                earlier.equals(id)
                        ? new Misfit("DUPLICATE_ID", "'" + id + "' is there twice", "choose another id")
                        : new Misfit(
                                "BAD_ID",
                                "'" + id + "' differs from '" + earlier + "' only in case",
                                "choose ids that differ in more"));
    }

    /** Why an id is no good by itself. */
    static Optional<Misfit> judge(String id) {
        if (!PATTERN.matcher(id).matches()) {
            return Optional.of(new Misfit(
                    "BAD_ID",
                    "'" + Section.shown(id) + "' is not an id",
                    "use at most 128 letters, digits, dots, dashes and underscores, beginning with a letter or digit"));
        }
        int dot = id.indexOf('.');
        String stem = dot < 0 ? id : id.substring(0, dot);
        if (DEVICES.contains(stem.toLowerCase(Locale.ROOT))) {
            return Optional.of(
                    new Misfit("BAD_ID", "'" + id + "' is the name of a device on some systems", "choose another id"));
        }
        return Optional.empty();
    }
}
