package io.sandglass.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.sandglass.migration.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what is wrong with a settings file: line, setting, and what to write. */
final class SettingsFault {
    private static final Pattern MARK = Pattern.compile("(.*)\\R in 'reader', line (\\d+), column \\d+:");

    /** What stands below a key, by the key. */
    private static final Map<String, String> BLOCKS = Map.ofEntries(
            Map.entry("grants", "http: [api.example.com]"),
            Map.entry("grants.native", "/usr/bin/jq: bwrap"),
            Map.entry("limits", "wall: 10m"),
            Map.entry("plugins", "allow: [\"sha256:...\"]"),
            Map.entry("engine", "maxConcurrentNodes: 64"),
            Map.entry("store", "durability: power"),
            Map.entry("store.backup", "every: 6h"),
            Map.entry("sandbox", "maxConcurrentGuests: 4"),
            Map.entry("sandbox.compile", "limit: 1m"),
            Map.entry("pools", "gpu: 2"),
            Map.entry("retention", "runs: 90d"),
            Map.entry("secrets", "ordersApi: { env: ORDERS_API_KEY }"),
            Map.entry("secrets.*", "{ env: ORDERS_API_KEY } or { file: orders.key }"),
            Map.entry("tenants", "acme: { namespaces: [acme], weight: 2 }"),
            Map.entry("tenants.*", "{ namespaces: [acme], weight: 2 }"));

    private static final Map<String, String> LISTS = Map.of(
            "plugins.allow", "[\"sha256:...\"]",
            "grants.http", "[api.example.com]",
            "grants.secrets", "[ordersApi]");

    private SettingsFault() {}

    static String words(JsonProcessingException fault) {
        if (fault instanceof JsonMappingException mapping) {
            return line(fault) + reason(mapping);
        }
        if (fault.getOriginalMessage().startsWith("Duplicate field")) {
            return line(fault) + "a setting stands here twice; keep one of the two";
        }
        return syntax(fault);
    }

    private static String line(JsonProcessingException fault) {
        return Optional.ofNullable(fault.getLocation())
                .map(place -> "line " + Math.max(1, place.getLineNr()) + ": ")
                .orElse("");
    }

    /** The parser's message ends with what it stumbled over and the place, after what it was at and where that began. */
    private static String syntax(JsonProcessingException fault) {
        Matcher mark = MARK.matcher(fault.getOriginalMessage());
        String line = line(fault);
        String what = fault.getOriginalMessage().lines().limit(1).collect(Collectors.joining());
        while (mark.find()) {
            what = mark.group(1).strip();
            line = "line " + mark.group(2) + ": ";
        }
        return line + "it is no YAML: " + what + "; check quotes, brackets and indentation";
    }

    private static String reason(JsonMappingException fault) {
        if (fault instanceof UnrecognizedPropertyException unknown) {
            return unknown(unknown);
        }
        if (fault instanceof ValueInstantiationException bad && bad.getCause() != null) {
            return "'" + path(bad) + "': " + bad.getCause().getMessage();
        }
        if (fault instanceof MismatchedInputException mismatch) {
            return shape(mismatch);
        }
        if (fault.getCause() instanceof JsonProcessingException inner) {
            return words(inner);
        }
        return fault.getOriginalMessage();
    }

    private static String unknown(UnrecognizedPropertyException unknown) {
        Collection<String> known = Optional.ofNullable(unknown.getKnownPropertyIds()).orElse(List.of()).stream()
                .map(String::valueOf)
                .sorted()
                .toList();
        return "there is no setting '" + path(unknown) + "'; "
                + Suggestion.orElse(unknown.getPropertyName(), known, "known here are " + String.join(", ", known));
    }

    private static String shape(MismatchedInputException mismatch) {
        String path = path(mismatch);
        Class<?> wanted = mismatch.getTargetType();
        if (path.isEmpty()) {
            return "settings are keys and their values; write grants: or limits: at the beginning of a line";
        }
        return "'" + path + "' has a value of the wrong kind; write " + example(path, wanted);
    }

    private static String example(String path, Class<?> wanted) {
        if (wanted == Boolean.class) {
            return "true or false";
        }
        if (wanted == Integer.class) {
            return "a whole number";
        }
        String block = BLOCKS.get(path.replaceFirst("^(tenants|secrets)\\..*", "$1.*"));
        return block != null
                ? "settings below it, indented, such as " + block
                : "a list such as " + LISTS.getOrDefault(path, "[gzip, python3]");
    }

    /** Such as {@code limits.wall}; items of a list are named by their list. */
    private static String path(JsonMappingException fault) {
        return fault.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
    }
}
