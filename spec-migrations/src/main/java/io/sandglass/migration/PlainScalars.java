package io.sandglass.migration;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an unquoted YAML scalar means: null, a boolean, a JSON number, or a string.
 *
 * <p>What YAML 1.1 or 1.2 readers take for a number or boolean and JSON does not is refused, because readers disagree
 * about it ({@code 012} is 10, 12 or a string). Everything else, dates included, is a string.
 */
final class PlainScalars {
    private static final int LONGEST_WORD = 5;
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUES = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSES = Set.of("false", "False", "FALSE");
    private static final Set<String> DISPUTED_BOOLEANS =
            Set.of("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "y", "Y", "n", "N");

    /** Possessive, and without repeated groups: the text may be a megabyte of digits. */
    private static final Pattern JSON_NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][-+]?[0-9]++)?");

    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final Pattern OTHER_NUMBER =
            Pattern.compile("[-+]?(?:\\.[0-9][0-9_]*+|[0-9][0-9_]*+(?:\\.[0-9_]*+)?)(?:[eE][-+]?[0-9]++)?"
                    + "|[-+]?0(?:o[0-7_]++|x[0-9a-fA-F_]++|b[01_]++)");
    private static final Pattern SEXAGESIMAL =
            Pattern.compile("[-+]?[0-9][0-9_]*+(?::[0-5]?[0-9]){1,8}+(?:\\.[0-9_]*+)?");

    private final int maxNumberLength;

    PlainScalars(int maxNumberLength) {
        this.maxNumberLength = maxNumberLength;
    }

    static boolean isNull(String text) {
        return NULLS.contains(text);
    }

    Scalar read(String text) {
        return text.length() <= LONGEST_WORD ? wordLike(text) : other(text);
    }

    private Scalar wordLike(String text) {
        if (isNull(text)) {
            return Scalar.of(instance.nullNode());
        }
        if (TRUES.contains(text) || FALSES.contains(text)) {
            return Scalar.of(instance.booleanNode(TRUES.contains(text)));
        }
        if (DISPUTED_BOOLEANS.contains(text)) {
            return Scalar.refused(YamlFaults.disputedBoolean(text));
        }
        return other(text);
    }

    private Scalar other(String text) {
        return "+-.0123456789".indexOf(text.charAt(0)) >= 0 ? numberLike(text) : Scalar.of(instance.textNode(text));
    }

    private Scalar numberLike(String text) {
        if (JSON_NUMBER.matcher(text).matches()) {
            return Numbers.read(text, maxNumberLength);
        }
        if (NOT_FINITE.matcher(text).matches()) {
            return Scalar.refused(DocumentFaults.notFinite(text));
        }
        if (OTHER_NUMBER.matcher(text).matches() || SEXAGESIMAL.matcher(text).matches()) {
            return Scalar.refused(YamlFaults.disputedNumber(text));
        }
        return Scalar.of(instance.textNode(text));
    }
}
