package io.sandglass.migration;

import static io.sandglass.migration.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictYamlTest {
    private static final String HEAD = "apiVersion: sandglass/v3\n";

    @Test
    void refusesAnchorsAndAliases() {
        assertRefused(HEAD + "a: &x 1\nb: [*x, &y {c: 1}]\n*x : 2\n")
                .containsExactly("2:4 ANCHOR /a", "3:5 ALIAS /b/0", "3:9 ANCHOR /b/1", "4:1 ALIAS");
    }

    @Test
    void refusesTags() {
        assertRefused(HEAD + "a: !!str 1\nb: !java.io.File [x]\nc: ! \"x\"\n")
                .containsExactly("2:4 TAG /a", "3:4 TAG /b", "4:4 TAG /c");
    }

    @Test
    void refusesMergeKeysButNotQuotedOnes() {
        assertRefused(HEAD + "a:\n  <<: {b: 1}\n  \"<<\": 1\n")
                .containsExactly("3:3 MERGE_KEY /a", "4:3 DUPLICATE_KEY /a/<<");
    }

    @Test
    void refusesEachDuplicateKeyAtItsSecondPlace() {
        assertRefused(HEAD + "a: 1\nb: {c: 1, d: 2, c: 3}\na: 2\na: 3\n")
                .containsExactly("3:17 DUPLICATE_KEY /b/c", "4:1 DUPLICATE_KEY /a", "5:1 DUPLICATE_KEY /a");
    }

    @Test
    void refusesSecondDocuments() {
        assertRefused(HEAD + "---\na: 1\n").containsExactly("2:1 SECOND_DOCUMENT");
    }

    @Test
    void refusesDirectives() {
        assertRefused("%YAML 1.1\n---\n" + HEAD).extracting(p -> p.substring(4)).containsExactly("DIRECTIVE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "No", "ON", "off", "y", "N"})
    void refusesDisputedBooleans(String word) {
        assertRefused(HEAD + "a: " + word + "\n").containsExactly("2:4 DISPUTED_BOOLEAN /a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "012", "0o17", "0x1F", "0b101", "12:30", "06:00", "1:2:3.5", "1_000", "+1", ".5", "5.", "-01",
                "1_0.5e3", "-.5", "+0x1f"
            })
    void refusesNumbersThatReadersDisagreeAbout(String number) {
        assertRefused(HEAD + "a:\n  - " + number + "\n").containsExactly("3:5 DISPUTED_NUMBER /a/0");
    }

    @ParameterizedTest
    @ValueSource(strings = {".inf", "-.INF", ".nan", ".NaN"})
    void refusesNumbersThatAreNotFinite(String number) {
        assertRefused(HEAD + "a: " + number).containsExactly("2:4 NOT_FINITE /a");
    }

    @Test
    void refusesNumbersThatDoNotFit() {
        assertRefused(HEAD + "a: 1e999999999\nb: 1e-999999999999\nc: " + "9".repeat(101))
                .containsExactly("2:4 NUMBER_OUT_OF_RANGE /a", "3:4 NUMBER_OUT_OF_RANGE /b", "4:4 LONG_NUMBER /c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-01-04",
                "2027-01-04T09:00:00Z",
                "1.2.3",
                "12 apples",
                "NaN",
                "...x",
                "+x",
                "12:3x",
                "PT5S",
                "127.0.0.1",
                "01-02",
                "yess"
            })
    void readsEverythingElseAsString(String text) {
        var root = new DocumentReader().read(HEAD + "a: " + text + "\n").root();

        assertThat(root.get("a").textValue()).isEqualTo(text);
    }

    @Test
    void readsNullsBooleansAndNumbersOfJson() {
        var root = new DocumentReader()
                .read(HEAD + "a: [null, ~, true, False, 0, -12, 1.5, 1e3, 12345678901234567890]\nb:\n")
                .root();

        assertThat(root.get("a")).hasToString("[null,null,true,false,0,-12,1.5,1000.0,12345678901234567890]");
        assertThat(root.get("b").isNull()).isTrue();
    }

    @Test
    void keepsEveryDigit() {
        var root =
                new DocumentReader().read(HEAD + "a: 3.14159265358979323846\n").root();

        assertThat(root.get("a")).hasToString("3.14159265358979323846");
    }

    @Test
    void readsQuotedAndBlockScalarsAsStrings() {
        var root = new DocumentReader()
                .read(HEAD + "a: ['no', \"012\"]\nb: |\n  on\nc: >-\n  12:30\n")
                .root();

        assertThat(root.get("a")).hasToString("[\"no\",\"012\"]");
        assertThat(root.get("b").textValue()).isEqualTo("on\n");
        assertThat(root.get("c").textValue()).isEqualTo("12:30");
    }

    @Test
    void takesKeysAsWritten() {
        var root = new DocumentReader()
                .read(HEAD + "a: {x: 240, y: 80, 012: 1, no: 2}\n")
                .root();

        assertThat(root.get("a").fieldNames()).toIterable().containsExactly("x", "y", "012", "no");
    }

    @Test
    void refusesKeysThatAreNoStrings() {
        assertRefused(HEAD + "a:\n  ~: 1\n  '': 2\n").containsExactly("3:3 EMPTY_KEY /a", "4:3 EMPTY_KEY /a");
        assertRefused(HEAD + "? [a, b]\n: 1\n").containsExactly("2:3 COMPLEX_KEY");
    }

    @Test
    void refusesNulInStrings() {
        assertRefused(HEAD + "a: \"x\\0\"\nb: \"\\ud800\"\n")
                .containsExactly("2:4 CONTROL_CHARACTER /a", "3:4 CONTROL_CHARACTER /b");
    }

    @Test
    void reportsEverythingUpToTheSyntaxError() {
        assertRefused(HEAD + "a: no\nb: 012\nc: [1, 2\nd: 3\n")
                .containsExactly("2:4 DISPUTED_BOOLEAN /a", "3:4 DISPUTED_NUMBER /b", "4:4 SYNTAX /c/2");
    }

    @Test
    void refusesTabs() {
        assertRefused(HEAD + "a:\n\tb: 1\n").containsExactly("3:1 TAB_INDENTATION /a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: \"x", "a: 'x", "a: @x", "a: b: c", "a: {b", "a: ]", "a: 1\n  b: 2", "a: \"\\q\"", "a: %x"})
    void explainsSyntaxErrors(String text) {
        var problems = Refusals.of(HEAD + text);

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).code()).isEqualTo("SYNTAX");
        assertThat(problems.get(0).position().line()).isBetween(2, 3);
        assertThat(problems.get(0).remedy()).isNotBlank();
    }

    @Test
    void countsColumnsInUtf16Units() {
        assertRefused(HEAD + "a: [\"\uD83D\uDE00\uD83D\uDE00\", no]\n").containsExactly("2:13 DISPUTED_BOOLEAN /a/1");
    }
}
