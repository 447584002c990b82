package io.sandglass.migration;

import static io.sandglass.migration.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {
    private static final String HEAD = "apiVersion: sandglass/v3\n";

    @Test
    void tellsWhereKeysAndValuesStand() {
        var document = new DocumentReader().read(HEAD + "nodes:\n  a/b:\n    type: echo\n    needs:\n      - c\n");

        assertThat(document.position("/nodes/a~1b/type")).hasToString("4:11");
        assertThat(document.keyPosition("/nodes/a~1b/type")).hasToString("4:5");
        assertThat(document.position("/nodes/a~1b/needs/0")).hasToString("6:9");
        assertThat(document.keyPosition("/nodes/a~1b/needs/0")).hasToString("6:9");
        assertThat(document.position("")).hasToString("1:1");
    }

    @Test
    void tellsTheNearestPlaceForWhatIsNotThere() {
        var document = new DocumentReader().read(HEAD + "nodes:\n  a:\n    type: echo\n");

        assertThat(document.position("/nodes/a/with/x")).hasToString("4:5");
        assertThat(document.keyPosition("/nodes/a/with/x")).hasToString("3:3");
        assertThat(document.position("/nodes/a/type/0")).hasToString("4:11");
    }

    @Test
    void handsOutCopiesOfTheTree() {
        var document = new DocumentReader().read(HEAD);

        document.root().put("apiVersion", "other");

        assertThat(document.root().get("apiVersion").textValue()).isEqualTo("sandglass/v3");
        assertThat(document.text()).isEqualTo(HEAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n", "# nothing\n", "---\n", "null"})
    void refusesEmptyDocuments(String text) {
        assertRefused(text).containsExactly("1:1 EMPTY_DOCUMENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "text", "12", "- a\n- b\n"})
    void refusesWhatIsNoObject(String text) {
        assertRefused(text).containsExactly("1:1 NOT_AN_OBJECT");
    }

    @Test
    void refusesByteOrderMarksAndControlCharacters() {
        assertRefused("\uFEFF" + HEAD).containsExactly("1:1 BYTE_ORDER_MARK");
        assertRefused(HEAD + "a: \u0000\nb: \u001b\nc: \ud800\n")
                .containsExactly("2:4 CONTROL_CHARACTER", "3:4 CONTROL_CHARACTER", "4:4 CONTROL_CHARACTER");
    }

    @Test
    void refusesDocumentsOverTheLimitsOfBytes() {
        var reader = new DocumentReader(ReadingLimits.DEFAULT.withMaxBytes(40));

        assertThat(reader.read(HEAD + "a: \"\u20ac\u20ac\"\n").version()).isEqualTo(SpecVersion.V3);
        assertRefused(HEAD + "a: " + "x".repeat(ReadingLimits.DEFAULT.maxBytes()))
                .containsExactly("1:1 TOO_LARGE");
    }

    @Test
    void acceptsTheDeepestAllowedNestingAndNoMore() {
        assertThat(new DocumentReader().read(HEAD + "a: " + "[".repeat(63) + "]".repeat(63)))
                .isNotNull();
        assertRefused(HEAD + "a: " + "[".repeat(64) + "]".repeat(64)).containsExactly("2:67 TOO_DEEP");
    }

    @Test
    void sumsUpWhatIsTooMuchToList() {
        var problems = Refusals.of(HEAD + "a:\n" + "  - no\n".repeat(500));

        assertThat(problems).hasSize(101);
        assertThat(problems.get(100).code()).isEqualTo("TOO_MANY_PROBLEMS");
    }

    @Test
    void refusesLongKeys() {
        assertRefused("{\"" + "k".repeat(1025) + "\": 1}").containsExactly("1:2 LONG_KEY");
    }
}
