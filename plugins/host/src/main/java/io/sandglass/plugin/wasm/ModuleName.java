package io.sandglass.plugin.wasm;

import io.sandglass.plugin.NodeType;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds name and version of a module: in its sidecar, or else in its file name. */
final class ModuleName {
    private static final String EXTENSION = ".wasm";
    private static final String FIRST_VERSION = "1.0.0";
    private static final Pattern VERSIONED = Pattern.compile("(.+?)[-@](\\d{1,6}\\.\\d{1,6}\\.\\d{1,6})");

    private ModuleName() {}

    /** {@code risk-1.2.0} of {@code risk-1.2.0.wasm}. */
    static String stem(String fileName) {
        return fileName.endsWith(EXTENSION) ? fileName.substring(0, fileName.length() - EXTENSION.length()) : fileName;
    }

    static NodeType type(String fileName, Sidecar sidecar) throws InvalidWasmPlugin {
        Matcher versioned = VERSIONED.matcher(stem(fileName));
        boolean named = versioned.matches();
        String name = sidecar.name().orElse(named ? versioned.group(1) : stem(fileName));
        String version = sidecar.version().orElse(named ? versioned.group(2) : FIRST_VERSION);
        try {
            boolean open = sidecar.config().isEmpty();
            return new NodeType(
                    name, version, sidecar.description(), sidecar.config().orElse(Map.of()), open);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidWasmPlugin(
                    malformed.getMessage() + "; rename the file, or say it in " + WasmPlugin.sidecarOf(fileName));
        }
    }
}
