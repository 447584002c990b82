package io.sandglass.sandbox.inspect;

import static java.util.Objects.requireNonNull;

import io.sandglass.sandbox.binary.Malformed;
import io.sandglass.sandbox.policy.StaticPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a module is made of. Of a damaged one: what stands before the damage. Immutable.
 *
 * @param refusal the rule of the static policy that it breaks; empty if it keeps them all
 * @param imports as {@code module.name (kind)}
 * @param exports as {@code name (kind)}
 * @param memories as {@code 1 to 256 pages}
 * @param tables as {@code 10 to 20 entries}
 * @param features what it uses beyond the first version of WebAssembly
 * @param customSections their names
 * @param counts how many there are of what, and bytes of code
 */
public record Inspection(
        Optional<String> refusal,
        List<String> imports,
        List<String> exports,
        List<String> memories,
        List<String> tables,
        Set<String> features,
        List<String> customSections,
        Map<String, Long> counts) {
    /** The name in {@link #counts} of the length of the code section, in bytes. */
    public static final String CODE_BYTES = "code bytes";

    public Inspection {
        requireNonNull(refusal, "refusal");
        imports = List.copyOf(imports);
        exports = List.copyOf(exports);
        memories = List.copyOf(memories);
        tables = List.copyOf(tables);
        features = new TreeSet<>(features);
        customSections = List.copyOf(customSections);
        counts = new LinkedHashMap<>(counts);
    }

    /** Looks at any bytes; never throws. */
    public static Inspection of(byte[] wasm) {
        Findings found = new Findings();
        try {
            new Walk(wasm, found).sections();
        } catch (Malformed damaged) {
            // the policy says it in its own words
        }
        return found.inspection(refusal(wasm));
    }

    private static Optional<String> refusal(byte[] wasm) {
        try {
            StaticPolicy.check(wasm);
            return Optional.empty();
        } catch (Malformed broken) {
            return Optional.of(String.valueOf(broken.getMessage()));
        }
    }

    /** Whether it has the only thing that is run of a module: an exported function {@code _start}. */
    public boolean isCommand() {
        return exports.contains("_start (function)");
    }

    /** What was found so far. Lives only during one walk. */
    static final class Findings {
        final List<String> imports = new ArrayList<>();
        final List<String> exports = new ArrayList<>();
        final List<String> memories = new ArrayList<>();
        final List<String> tables = new ArrayList<>();
        final Set<String> features = new TreeSet<>();
        final List<String> customSections = new ArrayList<>();
        final Map<String, Long> counts = new LinkedHashMap<>();

        private Inspection inspection(Optional<String> refusal) {
            return new Inspection(refusal, imports, exports, memories, tables, features, customSections, counts);
        }
    }
}
