package io.sandglass.migration.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A JSONata path of names only, such as <code>nodes.`my-node`.output.text</code>. */
record Reference(List<String> names) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*+");
    private static final Pattern NAME = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*+)|`([^`]++)`");
    private static final Set<String> WORDS = Set.of("and", "or", "in", "true", "false", "null", "function");

    Reference {
        names = List.copyOf(names);
    }

    /** The path of a source text, if it is one and nothing else. */
    static Optional<Reference> parse(String source) {
        var names = new ArrayList<String>();
        var matcher = NAME.matcher(source);
        var at = 0;
        while (matcher.region(at, source.length()).lookingAt()) {
            names.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
            at = matcher.end();
            if (at == source.length()) {
                return Optional.of(new Reference(names));
            }
            if (source.charAt(at++) != '.') {
                break;
            }
        }
        return Optional.empty();
    }

    String source() {
        return names.stream().map(Reference::quoted).collect(Collectors.joining("."));
    }

    private static String quoted(String name) {
        return PLAIN.matcher(name).matches() && !WORDS.contains(name) ? name : "`" + name + "`";
    }
}
