package io.sandglass.examples.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.Outcome;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordcountTest {
    private static final WasmSandbox SANDBOX = WasmSandbox.create(SandboxSettings.defaults());
    private static final Path MODULE = Path.of("target", "wasm", "wordcount.wasm");

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            to be or not           | 4 | 12
            ''                     | 0 | 0
            '  two  words  '       | 2 | 14
            one\\ntwo\\tthree      | 3 | 13
            a \\"quoted\\" word    | 3 | 15
            x\\u0020y\\u000Az      | 3 | 5
            naïve café             | 2 | 10
            \\ud83d\\ude00 smiles  | 2 | 8
            back\\\\slash          | 1 | 10
            """)
    void countsWordsAndCharacters(String text, int words, int characters) {
        SandboxResult result = run("{\"input\":{\"text\":\"" + text + "\"},\"config\":{},\"context\":{}}");

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.OK);
        assertThat(result.stdout())
                .asString(UTF_8)
                .isEqualTo("{\"words\":" + words + ",\"characters\":" + characters + "}\n");
    }

    @Test
    void takesTheMemberAndNotAValueOfThatName() {
        SandboxResult result =
                run("{ \"input\" : { \"a\" : \"text\", \"text \" : \"no\", \"text\":1, \"text\" :\n \"one two\" } }");

        assertThat(result.stdout()).asString(UTF_8).startsWith("{\"words\":2,");
    }

    @Test
    void readsMoreThanOnePage() {
        SandboxResult result = run("{\"input\":{\"text\":\"" + "word ".repeat(200_000) + "\"}}");

        assertThat(result.stdout()).asString(UTF_8).isEqualTo("{\"words\":200000,\"characters\":1000000}\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"input":{}}
            {"input":{"text":17}}
            {"input":"text"
            ''
            """)
    void saysThatThereIsNoText(String document) {
        SandboxResult result = run(document);

        assertThat(result.outcome()).isEqualTo(Outcome.EXIT_NONZERO);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).asString(UTF_8).isEqualTo("wordcount: the input has no string named \"text\"\n");
    }

    private static SandboxResult run(String document) {
        try {
            return SANDBOX.run(SANDBOX.load(Files.readAllBytes(MODULE)), Invocation.of(document.getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
