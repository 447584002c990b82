package io.sandglass.plugin.host;

import io.sandglass.plugin.NodeType;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds the plugin that is to be let out of quarantine. */
final class Releases {
    private static final Pattern KIND = Pattern.compile("^(jar|wasm):");
    private static final Pattern WHOLE_DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int SHORTEST = 8;

    private final List<PluginEntry> entries;

    Releases(List<PluginEntry> entries) {
        this.entries = entries;
    }

    /**
     * Its digest.
     *
     * @param wanted a digest as any command shows it, or its beginning, or a type, perhaps with a version
     * @throws IllegalArgumentException if there is not exactly one that it means; the message says what there is
     */
    String digest(String wanted) {
        String digest = KIND.matcher(wanted.strip()).replaceFirst("");
        List<PluginEntry> meant =
                entries.stream().filter(entry -> isMeant(entry, digest)).toList();
        List<String> held = meant.stream()
                .filter(entry -> entry.state() == PluginState.QUARANTINED)
                .map(PluginEntry::digest)
                .distinct()
                .toList();
        if (held.size() == 1) {
            return held.get(0);
        }
        if (held.isEmpty() && meant.isEmpty() && WHOLE_DIGEST.matcher(digest).matches()) {
            return digest; // its file is gone
        }
        throw new IllegalArgumentException(held.isEmpty() ? nothing(wanted, meant) : several(wanted, held));
    }

    private static boolean isMeant(PluginEntry entry, String wanted) {
        String hex = entry.digest().replaceFirst("^sha256:", "");
        return entry.digest().equals(wanted)
                || wanted.length() >= SHORTEST
                        && (hex.startsWith(wanted) || entry.digest().startsWith(wanted))
                || entry.types().stream().anyMatch(type -> names(type, wanted));
    }

    private static boolean names(NodeType type, String wanted) {
        return wanted.equals(type.name()) || wanted.equals(type.name() + "@" + type.version());
    }

    private String nothing(String wanted, List<PluginEntry> meant) {
        Optional<PluginEntry> free = meant.stream().findFirst();
        return free.map(entry -> "plugin '" + wanted + "' is " + entry.state() + ", not in quarantine")
                .orElseGet(() -> "there is no plugin '" + wanted + "'; in quarantine are " + inQuarantine());
    }

    private String inQuarantine() {
        TreeSet<String> held = new TreeSet<>();
        entries.stream()
                .filter(entry -> entry.state() == PluginState.QUARANTINED)
                .forEach(entry -> entry.types().forEach(type -> held.add(type.name() + "@" + type.version())));
        return held.isEmpty() ? "none" : String.join(", ", held);
    }

    private static String several(String wanted, List<String> held) {
        return "'" + wanted + "' could be any of " + String.join(", ", held) + "; give the digest";
    }
}
