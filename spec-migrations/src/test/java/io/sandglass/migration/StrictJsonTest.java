package io.sandglass.migration;

import static io.sandglass.migration.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {
    private static final String HEAD = "{\"apiVersion\": \"sandglass/v3\",\n";

    @Test
    void readsJsonIfTheFirstCharacterIsABrace() {
        var document = new DocumentReader().read("\n  " + HEAD + "\"a\": [1, {\"b\": null}]}\n");

        assertThat(document.version()).isEqualTo(SpecVersion.V3);
        assertThat(document.root().get("a")).hasToString("[1,{\"b\":null}]");
        assertThat(document.position("/a/1/b")).hasToString("3:16");
        assertThat(document.keyPosition("/a/1/b")).hasToString("3:11");
    }

    @Test
    void refusesDuplicateKeys() {
        assertRefused(HEAD + "\"a\": {\"b\": 1, \"b\": 2}, \"a\": 3}")
                .containsExactly("2:15 DUPLICATE_KEY /a/b", "2:24 DUPLICATE_KEY /a");
    }

    @Test
    void refusesTrailingData() {
        assertRefused(HEAD + "\"a\": 1} {}").containsExactly("2:9 TRAILING_DATA");
        assertRefused(HEAD + "\"a\": 1}}").extracting(p -> p.substring(4)).containsExactly("TRAILING_DATA");
        assertRefused(HEAD + "\"a\": 1}\nxyz").extracting(p -> p.substring(4)).containsExactly("TRAILING_DATA");
    }

    @Test
    void refusesNumbersThatDoNotFit() {
        assertRefused(HEAD + "\"a\": 1e999999999, \"b\": " + "1".repeat(100_000) + "}")
                .containsExactly("2:6 NUMBER_OUT_OF_RANGE /a", "2:24 LONG_NUMBER /b");
    }

    @Test
    void refusesNulAndLoneSurrogatesInStrings() {
        assertRefused(HEAD + "\"a\": \"\\u0000\", \"b\": \"\\ud800\"}")
                .containsExactly("2:6 CONTROL_CHARACTER /a", "2:21 CONTROL_CHARACTER /b");
    }

    @Test
    void refusesEmptyKeys() {
        assertRefused(HEAD + "\"\": 1}").containsExactly("2:1 EMPTY_KEY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"a\": NaN}|NOT_FINITE",
                "\"a\": -Infinity}|NOT_FINITE",
                "\"a\": 012}|SYNTAX",
                "\"a\": +1}|SYNTAX",
                "\"a\": .5}|SYNTAX",
                "\"a\": 0x1F}|SYNTAX",
                "\"a\": 'x'}|SYNTAX",
                "a: 1}|SYNTAX",
                "\"a\": 1,}|SYNTAX",
                "\"a\": [1,]}|SYNTAX",
                "\"a\": 1 // c}|SYNTAX",
                "\"a\": \"\\q\"}|SYNTAX",
                "\"a\": \"x|SYNTAX",
                "\"a\": [1|SYNTAX",
                "\"a\": tru}|SYNTAX",
                "\"a\": \"x\ty\"}|SYNTAX"
            })
    void explainsWhatIsNotJson(String rest, String code) {
        var problems = Refusals.of(HEAD + rest);

        assertThat(problems).extracting(SpecProblem::code).containsExactly(code);
        assertThat(problems.get(0).position().line()).isGreaterThanOrEqualTo(2);
    }
}
