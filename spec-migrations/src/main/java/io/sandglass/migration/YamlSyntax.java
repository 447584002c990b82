package io.sandglass.migration;

import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in the words of a person what the YAML parser stumbled over, and where it began. */
final class YamlSyntax {
    static final Fault GENERAL = Fault.syntax(
            "this is not valid YAML", "check the indentation and the quotes of this line and the one before it");

    /** The first rule whose sign occurs in the parser's message applies. */
    private static final List<Rule> RULES = List.of(
            new Rule(
                    "(tab)",
                    false,
                    new Fault("TAB_INDENTATION", "a tab is used for indentation", "indent with spaces")),
            new Rule(
                    "while scanning a quoted scalar",
                    true,
                    Fault.syntax(
                            "a quoted string is not closed or not on its own", "close the quote; check the string")),
            new Rule(
                    "while scanning a double-quoted scalar",
                    false,
                    Fault.syntax(
                            "unknown escape in a double-quoted string", "write \\\\ for a backslash, or use '...'")),
            new Rule(
                    "expected ',' or ']'",
                    true,
                    Fault.syntax("the list that '[' opens is not closed", "close it with ']' and separate by ','")),
            new Rule(
                    "expected ',' or '}'",
                    true,
                    Fault.syntax("the object that '{' opens is not closed", "close it with '}' and separate by ','")),
            new Rule(
                    "mapping values are not allowed here",
                    false,
                    Fault.syntax(
                            "a ':' stands where no key can be",
                            "put quotes around text that holds ': ', or correct the indentation")),
            new Rule(
                    "could not find expected ':'",
                    true,
                    Fault.syntax("a key without ':'", "write 'key: value', or correct the indentation")),
            new Rule(
                    "that cannot start any token",
                    false,
                    Fault.syntax("unquoted text cannot start with this character", "put quotes around the text")),
            new Rule(
                    "<block end>",
                    false,
                    Fault.syntax("this line does not fit the lines before it", "align it with its neighbours")));

    private YamlSyntax() {}

    static void report(MarkedYAMLException e, CodePointOffsets offsets, String pointer, Problems problems) {
        var message = (e.getContext() + "\n" + e.getProblem()).toLowerCase(Locale.ROOT);
        var rule =
                RULES.stream().filter(r -> message.contains(r.sign)).findFirst().orElse(new Rule("", false, GENERAL));
        var mark = rule.atContext && e.getContextMark() != null ? e.getContextMark() : e.getProblemMark();
        problems.stop(pointer, offset(mark, offsets), rule.fault);
    }

    private static int offset(Mark mark, CodePointOffsets offsets) {
        return offsets.of(mark.getIndex());
    }

    /** @param atContext whether the construct's beginning says more than the place where the parser gave up */
    private record Rule(String sign, boolean atContext, Fault fault) {}
}
