package io.sandglass.plugin.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a JAR, unpacked into memory once, so that overwriting the file cannot change loaded code.
 *
 * <p>Of a multi-release JAR only what the running Java would see is kept. Signatures are neither needed nor checked: a
 * plugin's identity is the digest of its file. Immutable.
 */
final class JarContents {
    static final long MAX_UNPACKED = 512L << 20;
    private static final int MAX_ENTRIES = 100_000;
    private static final int END_RECORD_REACH = 22 + 65_535;
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String VERSIONS = "META-INF/versions/";

    private final Map<String, byte[]> entries;

    private JarContents(Map<String, byte[]> entries) {
        this.entries = entries;
    }

    /** Whether the end of the archive is there; an archive without it is cut off, or still being written. */
    static boolean isComplete(byte[] jar) {
        int last = Math.max(0, jar.length - END_RECORD_REACH);
        for (int at = jar.length - 22; at >= last; at--) {
            if (jar[at] == 'P' && jar[at + 1] == 'K' && jar[at + 2] == 5 && jar[at + 3] == 6) {
                return true;
            }
        }
        return false;
    }

    static JarContents read(byte[] jar) throws PluginRefused {
        return read(jar, Runtime.version().feature());
    }

    static JarContents read(byte[] jar, int javaFeature) throws PluginRefused {
        if (jar.length < 2 || jar[0] != 'P' || jar[1] != 'K') {
            throw new PluginRefused("it is no JAR: it does not begin like a zip archive");
        }
        if (!isComplete(jar)) {
            throw new PluginRefused("it is cut off: the end of the archive is missing; copy it again");
        }
        Map<String, byte[]> raw = unpack(jar);
        return new JarContents(isMultiRelease(raw.get(MANIFEST)) ? fold(raw, javaFeature) : raw);
    }

    Optional<byte[]> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    Iterable<String> names() {
        return entries.keySet();
    }

    private static Map<String, byte[]> unpack(byte[] jar) throws PluginRefused {
        Map<String, byte[]> entries = new HashMap<>();
        long room = MAX_UNPACKED;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes((int) Math.min(room + 1, Integer.MAX_VALUE - 8));
                room -= content.length;
                if (room < 0 || entries.size() == MAX_ENTRIES) {
                    throw new PluginRefused(
                            "it unpacks to more than " + (MAX_UNPACKED >> 20) + " MiB or " + MAX_ENTRIES + " entries");
                }
                if (!entry.isDirectory()) {
                    entries.putIfAbsent(entry.getName(), content);
                }
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw new PluginRefused("it is a damaged JAR: " + broken.getMessage());
        }
        return entries;
    }

    private static boolean isMultiRelease(byte @Nullable [] manifest) {
        if (manifest == null) {
            return false;
        }
        try {
            String value = new Manifest(new ByteArrayInputStream(manifest))
                    .getMainAttributes()
                    .getValue(Attributes.Name.MULTI_RELEASE);
            return "true".equalsIgnoreCase(value);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Map<String, byte[]> fold(Map<String, byte[]> raw, int javaFeature) {
        Map<String, byte[]> folded = new HashMap<>(raw);
        Map<Integer, Map<String, byte[]>> byVersion = new TreeMap<>();
        raw.forEach((name, content) -> {
            int slash = name.indexOf('/', VERSIONS.length());
            if (name.startsWith(VERSIONS) && slash > 0) {
                folded.remove(name);
                byVersion
                        .computeIfAbsent(version(name.substring(VERSIONS.length(), slash)), v -> new HashMap<>())
                        .put(name.substring(slash + 1), content);
            }
        });
        byVersion.forEach((version, overrides) -> {
            if (version >= 9 && version <= javaFeature) {
                folded.putAll(overrides);
            }
        });
        return folded;
    }

    /** Zero, which no Java sees, if it is no number. */
    private static int version(String text) {
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    }
}
