package io.sandglass.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the version of a document: stated by {@code apiVersion}, or else recognized by its shape. */
final class VersionDetector {
    private static final Pattern OURS = Pattern.compile("sandglass/v([1-9][0-9]{0,8})");
    private static final List<String> KNOWN =
            Arrays.stream(SpecVersion.values()).map(SpecVersion::apiVersion).toList();

    private VersionDetector() {}

    /** Reports a problem, and answers the current version, if there is no telling. */
    static SpecVersion detect(ObjectNode root, Place places, Problems problems) {
        var stated = root.get("apiVersion");
        var version = stated == null ? Shape.of(root).version() : stated(stated);
        version.fault().ifPresent(fault -> {
            var place = places.nearest(stated == null ? "/nodes" : "/apiVersion");
            problems.add(stated == null ? "" : "/apiVersion", place.valueOffset(), fault);
        });
        return version.version();
    }

    private static Verdict stated(JsonNode stated) {
        if (!stated.isTextual()) {
            return Verdict.refused("'apiVersion' is not a string", "write 'apiVersion: sandglass/v3'");
        }
        return SpecVersion.of(stated.textValue())
                .map(Verdict::of)
                .orElseGet(() -> Verdict.refused(reason(stated.textValue()), remedy(stated.textValue())));
    }

    private static String reason(String apiVersion) {
        return isNewer(apiVersion)
                ? "'" + apiVersion + "' was made by a newer Sandglass; this one knows " + String.join(", ", KNOWN)
                : "version " + Fault.quote(apiVersion) + " is not known";
    }

    private static String remedy(String apiVersion) {
        return isNewer(apiVersion)
                ? "upgrade Sandglass, or write the workflow as " + SpecVersion.CURRENT.apiVersion()
                : Suggestion.orElse(apiVersion, KNOWN, "use one of " + String.join(", ", KNOWN));
    }

    private static boolean isNewer(String apiVersion) {
        var matcher = OURS.matcher(apiVersion);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) > KNOWN.size();
    }
}
