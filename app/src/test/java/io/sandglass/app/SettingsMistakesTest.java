package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of settings that cannot be read. */
class SettingsMistakesTest extends SettingsFixture {
    @Test
    void takesNoSecretItself() {
        assertThatThrownBy(() -> read("secrets: { key: { value: hunter2hunter2 } }"))
                .hasMessageContaining("one place")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> read("secrets: { key: { env: A, file: b } }")).hasMessageContaining("one place");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    maxConcurrentGuests: 0         | from 1 to 1,024
                    memory: 1MiB                   | memory is at least 16MiB
                    compile: { limit: PT0.1S }     | limit is from 1s to 10m
                    compile: { apartHeap: 1MiB }   | apartHeap is at least 64MiB
                    compile: { atOnce: 65 }        | from 1 to 64
                    compile: { apartabove: 1MiB }  | did you mean 'apartAbove'
                    """)
    void refusesWhatASandboxCannotWorkWith(String setting, String words) {
        assertThatThrownBy(() -> read("sandbox: { " + setting + " }"))
                .hasMessageContaining("line 1")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "store: { durability: paper }",
                "store: { flushInterval: soon }",
                "store: { flushThreshold: 0 }",
                "store: { backup: { keep: 0 } }",
                "store: { backup: { journalBytes: 1KiB } }",
                "store: { payloadThreshold: 1B }",
                "store: { backup: { every: PT1S } }"
            })
    void refusesAStoreThatCannotBe(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("store");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("grants: {}\nlimits: { wall: long }", "line 2", "'limits.wall'", "as in 500ms, 30s, 10m"),
                Arguments.of("limits:\n  wall: PT0S", "line 2", "'limits.wall'", "above zero"),
                Arguments.of("limits:\n  wall: -1s", "line 2", "'limits.wall'", "is not a duration"),
                Arguments.of("limits:\n  wall: P99999D", "line 2", "'limits.wall'", "at most"),
                Arguments.of("limits:\n  memory: lots", "line 2", "'limits.memory'", "64MiB"),
                Arguments.of("limits:\n  memory: 0", "line 2", "'limits.memory'", "positive"),
                Arguments.of("limits:\n  memory: -5", "line 2", "'limits.memory'", "64MiB"),
                Arguments.of("limits:\n  fuel: 2Gi", "line 2", "'limits.fuel'", "2G"),
                Arguments.of("limits:\n  log: [1]", "line 2", "'limits.log'", "64MiB"),
                Arguments.of("limits:\n  log: { a: 1 }", "line 2", "'limits.log'", "64MiB"),
                Arguments.of("limits: 5", "line 1", "'limits'", "indented"),
                Arguments.of("plugins:\n  allow:\n# - sha256:00", "line 2", "'plugins.allow'", "no value"),
                Arguments.of("grants:\n  kv: true\n  http:\n# - a.example", "line 3", "'grants.http'", "no value"),
                Arguments.of("grants:\nlimits: {}", "line 1", "'grants'", "no value"),
                Arguments.of("tenants:\n  a:", "line 2", "'tenants.a'", "no value"),
                Arguments.of("grants:\n  privateNetworks: 1", "line 2", "'grants.privateNetworks'", "true or false"),
                Arguments.of("grants:\n  kv: yes", "line 2", "'grants.kv'", "true or false"),
                Arguments.of("grants:\n  http: [\"https://api.x\"]", "line 2", "https://api.x", "without scheme"),
                Arguments.of("grants:\n  http: [api.x/orders]", "line 2", "api.x/orders", "without scheme"),
                Arguments.of("grants:\n  exec: [\"\"]", "line 2", "'grants.exec'", "gzip"),
                Arguments.of("grants:\n  secrets: [\"a b\"]", "line 2", "'a b'", "letters, digits"),
                Arguments.of("secrets: { \"a b\": { env: A } }", "line 1", "'a b'", "letters, digits"),
                Arguments.of("secrets:\n  a:", "line 2", "'secrets.a'", "env: ORDERS"),
                Arguments.of("engine: 5", "line 1", "'engine'", "maxConcurrentNodes: 64"),
                Arguments.of("store: fast", "line 1", "'store'", "durability: power"),
                Arguments.of("store:\n  backup: daily", "line 2", "'store.backup'", "every: 6h"),
                Arguments.of("store:\n  flushThreshold: many", "line 2", "'store.flushThreshold'", "a whole number"),
                Arguments.of("pools: 2", "line 1", "'pools'", "gpu: 2"),
                Arguments.of("retention: P30D", "line 1", "'retention'", "runs: 90d"),
                Arguments.of("secrets:\n  x: abc", "line 2", "'secrets.x'", "env: ORDERS_API_KEY"),
                Arguments.of("secrets: abc", "line 1", "'secrets'", "env: ORDERS_API_KEY"),
                Arguments.of("tenants: [a]", "line 1", "'tenants'", "namespaces: [acme]"),
                Arguments.of("tenants:\n  a: 5", "line 2", "'tenants.a'", "weight: 2"),
                Arguments.of("grants: [echo]", "line 1", "'grants'", "indented"),
                Arguments.of("\n\ngrants:\n  exec: gzip", "line 4", "'grants.exec'", "a list"),
                Arguments.of("grants:\n  exec: [gzip, ~]", "line 2", "'grants.exec'", "a list"),
                Arguments.of("grants:\n  exec: [[gzip]]", "line 2", "'grants.exec'", "a list"),
                Arguments.of(
                        "grants:\n  privateNetworks: maybe", "line 2", "'grants.privateNetworks'", "true or false"),
                Arguments.of("grants:\n  exce: [gzip]", "line 2", "'grants.exce'", "did you mean 'exec'?"),
                Arguments.of(
                        "quotas: 1",
                        "line 1",
                        "'quotas'",
                        "known here are engine, grants, limits, plugins, pools, retention, sandbox, secrets, store, tenants"),
                Arguments.of("plugins:\n  allow: [greeter.jar]", "line 2", "greeter.jar", "64 hexadecimal digits"),
                Arguments.of("plugins:\n  allow: greeter.jar", "line 2", "'plugins.allow'", "a list"),
                Arguments.of("pools:\n  gpu: 0", "line 2", "'pools.gpu'", "from 1 to"),
                Arguments.of("pools:\n  gpu: two", "line 2", "'pools.gpu'", "a whole number"),
                Arguments.of("tenants:\n  a: { wieght: 2 }", "line 2", "'tenants.a.wieght'", "did you mean 'weight'?"),
                Arguments.of("tenants:\n  a: { weight: 1.5 }", "line 2", "'tenants.a.weight'", "a whole number"),
                Arguments.of("tenants:\n  a: { namespaces: [\"*\"] }", "line 2", "no namespace", "acme.*"),
                Arguments.of(
                        "tenants:\n  a: { namespaces: [x] }\n  b: { namespaces: [x] }",
                        "line",
                        "claimed by the tenants 'a' and 'b'",
                        "leave it to one of them"),
                Arguments.of("limits:\n  log: 1\n  log: 2", "line 3", "twice", "keep one"),
                Arguments.of("grants: {}\ngrants: {}", "line 2", "twice", "keep one"),
                Arguments.of("just words", "line 1", "keys", "grants:"),
                Arguments.of("- a", "line 1", "keys", "grants:"),
                Arguments.of("grants: {\n", "line 2", "no YAML", "check quotes"),
                Arguments.of("grants:\n\texec: []", "line 2", "no YAML", "check quotes"),
                Arguments.of("grants: {}\n---\nlimits: {}", "line", "keys", "grants:"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysOfEveryMistakeWhereItIsAndWhatToWrite(String text, String line, String what, String remedy) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContainingAll(file.toString(), line, what, remedy)
                .hasMessageNotContaining("io.sandglass")
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesAFileThatIsNoText() throws IOException {
        Files.write(file, "grants: ü".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Administration.read(file)).hasMessageContaining("save it as UTF-8");
    }

    @Test
    void refusesADirectoryInItsPlace() throws IOException {
        Files.createDirectory(file);

        assertThatThrownBy(() -> Administration.read(file)).hasMessageContainingAll(file.toString(), "directory");
    }

    @Test
    void refusesALinkToNothing() throws IOException {
        Files.createSymbolicLink(file, scratch.resolve("gone.yaml"));

        assertThatThrownBy(() -> Administration.read(file))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContainingAll(file.toString(), "a link to nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandglass.yml", "sandglass.json", "Sandglass.yaml"})
    void refusesAFileThatLooksLikeTheSettingsButIsNotRead(String name) throws IOException {
        Files.writeString(scratch.resolve(name), "plugins: { allow: [] }");

        assertThatThrownBy(() -> Administration.read(file))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContainingAll(scratch.resolve(name).toString(), "is not read", "sandglass.yaml");
    }
}
