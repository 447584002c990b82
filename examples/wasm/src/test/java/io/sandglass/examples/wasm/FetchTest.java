package io.sandglass.examples.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.Outcome;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.capability.Capabilities;
import io.sandglass.sandbox.capability.HttpAnswer;
import io.sandglass.sandbox.capability.HttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchTest {
    private static final WasmSandbox SANDBOX = WasmSandbox.create(SandboxSettings.defaults());
    private static final Path MODULE = Path.of("target", "wasm", "fetch.wasm");
    private static final String INPUT =
            "{\"input\": {\"a\": \"url\", \"url\" :\n \"http://a.test/%s\"}, \"config\": {}}";

    private final List<String> asked = new ArrayList<>();

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void givesThePageThatTheHostFetched() {
        SandboxResult result = run(INPUT.formatted("\\u0061b"), answering("<p class=\"x\">\n\\ caf\u00e9 \t"));

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.OK);
        assertThat(asked).containsExactly("GET http://a.test/ab");
        assertThat(result.stdout())
                .asString(UTF_8)
                .isEqualTo("{\"status\":200,\"body\":\"<p class=\\u0022x\\u0022>\\u000a\\u005c caf\u00e9 \\u0009\"}\n");
    }

    @Test
    void takesPagesAsLargeAsTheHostGives() {
        SandboxResult result = run(INPUT.formatted(""), answering("x".repeat(1 << 20)));

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.OK);
        assertThat(result.stdout()).hasSize((1 << 20) + "{\"status\":200,\"body\":\"\"}\n".length());
    }

    @Test
    void isTriedAgainWhereNobodyAnswers() {
        SandboxResult result = run(INPUT.formatted(""), (request, terms) -> {
            throw new IOException("no route");
        });

        assertThat(result.exitCode()).isEqualTo(75);
        assertThat(result.stderr()).asString(UTF_8).isEqualTo("no route\n");
    }

    @Test
    void endsWhereNothingIsGranted() {
        SandboxResult result = run(INPUT.formatted(""), HttpClient.DENIED);

        assertThat(result.outcome()).isEqualTo(Outcome.HOST_CALL_DENIED);
        assertThat(result.fault().orElseThrow().message()).contains("http: [a.test]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"input\":{}}", "{\"input\":{\"url\":17}}", "{\"a\":\"url\"}", "{\"url\"", ""})
    void saysThatThereIsNoAddress(String document) {
        SandboxResult result = run(document, answering(""));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).asString(UTF_8).isEqualTo("fetch: the input has no string named \"url\"\n");
        assertThat(asked).isEmpty();
    }

    private HttpClient answering(String page) {
        return (request, terms) -> {
            asked.add(request.method() + " " + request.url());
            return new HttpAnswer(200, Map.of(), page.getBytes(UTF_8));
        };
    }

    private static SandboxResult run(String document, HttpClient client) {
        try {
            return SANDBOX.run(
                    SANDBOX.load(Files.readAllBytes(MODULE)),
                    Invocation.of(document.getBytes(UTF_8)).withCapabilities(Capabilities.NONE.withHttp(client)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
