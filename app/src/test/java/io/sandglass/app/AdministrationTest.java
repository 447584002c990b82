package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.engine.EngineLimits;
import io.sandglass.engine.attempt.SecretSource;
import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import io.sandglass.sandbox.Compiling;
import io.sandglass.spec.RetentionSpec;
import io.sandglass.store.journal.Durability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdministrationTest {
    @TempDir
    Path scratch;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = scratch.resolve("sandglass.yaml");
    }

    @Test
    void readsGrantsAndLimits() throws IOException {
        Administration settled = read("""
                grants:
                  exec: [gzip, python3]
                  http: ["*.example.com"]
                  privateNetworks: true
                limits:
                  fuel: 2G
                  memory: 4096
                  wall: PT10M
                """);

        assertThat(settled.grants().exec()).containsExactlyInAnyOrder("gzip", "python3");
        assertThat(settled.grants().httpHosts()).containsExactly("*.example.com");
        assertThat(settled.grants().privateNetworks()).isTrue();
        assertThat(settled.cap().fuelUnits()).isEqualTo(2_000_000_000L);
        assertThat(settled.cap().memoryBytes()).isEqualTo(4096);
        assertThat(settled.cap().wall()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settled.cap().logBytes())
                .isEqualTo(Administration.DEFAULT.cap().logBytes());
    }

    @Test
    void readsTheWallsThatProgramsNeed() throws IOException {
        assertThat(read("grants: { native: { /usr/bin/jq: bwrap } }").grants().walled())
                .containsExactly(Map.entry("/usr/bin/jq", "bwrap"));
        assertThatThrownBy(() -> read("grants: { native: { /usr/bin/jq: moat } }"))
                .hasMessageContaining("write bwrap, unshare or prlimit");
    }

    @Test
    void readsWhereSecretsAreAndWhoMayUseThem() throws IOException {
        Administration settled = read("""
                grants: { secrets: [ordersApi], kv: false }
                secrets:
                  ordersApi: { env: ORDERS_API_KEY }
                  hook: { file: hook.key }
                """);
        Files.writeString(scratch.resolve("hook.key"), "a-secret-of-a-hook\n");
        Files.writeString(scratch.resolve("short.key"), "short");

        assertThat(settled.grants().secrets()).containsExactly("ordersApi");
        assertThat(settled.grants().kv()).isFalse();
        SecretSource source = settled.secrets().in(new Home(scratch));
        assertThat(source.value("hook")).contains("a-secret-of-a-hook");
        assertThat(source.value("ordersApi")).isEmpty();
        assertThat(source.value("unknown")).isEmpty();
        assertThat(read("secrets: { s: { file: short.key }, g: { file: gone.key } }")
                        .secrets()
                        .in(new Home(scratch)))
                .satisfies(other ->
                        assertThat(other.value("s").or(() -> other.value("g"))).isEmpty());
        assertThat(Administration.DEFAULT.grants().secrets()).isEmpty();
    }

    @Test
    void takesNoSecretItself() {
        assertThatThrownBy(() -> read("secrets: { key: { value: hunter2hunter2 } }"))
                .hasMessageContaining("one place")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> read("secrets: { key: { env: A, file: b } }")).hasMessageContaining("one place");
    }

    @Test
    void readsTenantsAndPools() throws IOException {
        Tenancy tenancy = read("""
                tenants:
                  acme: { namespaces: [acme, "acme.*"], weight: 2, maxOpenRuns: 1000, maxConcurrentNodes: 16, fuelPerDay: 2G }
                  default: { maxOpenRuns: 500 }
                pools: { gpu: 2 }
                """).tenancy();

        assertThat(tenancy.of("acme.shop"))
                .isEqualTo(new Tenant("acme", List.of("acme", "acme.*"), 2, 1000, 16, 2_000_000_000L));
        assertThat(tenancy.of("other")).isEqualTo(Tenant.of("default").maxOpenRuns(500));
        assertThat(tenancy.pools()).containsExactly(Map.entry("gpu", 2));
    }

    @Test
    void readsHowManyNodesRunAtOnce() throws IOException {
        Administration settled = read("engine: { maxConcurrentNodes: 200 }\npools: { gpu: 2 }");

        assertThat(settled.engine().maxConcurrentNodes()).isEqualTo(200);
        assertThat(settled.tenancy().pools()).containsExactly(Map.entry("gpu", 2));
        assertThat(read("engine: {}").engine()).isEqualTo(EngineLimits.DEFAULT);
        assertThatThrownBy(() -> read("engine: { maxConcurrentNodes: 513 }"))
                .hasMessageContaining("line 1")
                .hasMessageContaining("from 1 to 512");
    }

    @Test
    void readsHowMuchTheEngineTakesOn() throws IOException {
        EngineLimits limits = read("engine: { maxOpenRuns: 20000, cancelGrace: PT10S, unwritten: { memory: 16MiB } }")
                .engine();

        assertThat(limits.maxOpenRuns()).isEqualTo(20_000);
        assertThat(limits.cancelGrace()).isEqualTo(Duration.ofSeconds(10));
        assertThat(limits.journal().bytes()).isEqualTo(16L << 20);
        assertThat(limits.journal().capacity())
                .isEqualTo(EngineLimits.DEFAULT.journal().capacity());
        assertThatThrownBy(() -> read("engine:\n  cancelGrace: PT1H"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("from PT0.1S to PT5M");
        assertThatThrownBy(() -> read("engine:\n  unwritten:\n    memory: 1KiB"))
                .hasMessageContaining("line 3")
                .hasMessageContaining("at least 1MiB");
    }

    @Test
    void readsHowWasmIsRun() throws IOException {
        Path cache = scratch.resolve("cache");
        Sandboxing sandbox = read("""
                sandbox:
                  maxConcurrentGuests: 3
                  memory: 512MiB
                  compile: { limit: PT5S, atOnce: 1, apartAbove: 64KiB, apartHeap: 256MiB }
                  warmUp: false
                """).sandbox();

        assertThat(sandbox.settings(cache).maxConcurrentGuests()).isEqualTo(3);
        assertThat(sandbox.settings(cache).memoryBudgetBytes()).isEqualTo(512 << 20);
        assertThat(sandbox.settings(cache).cacheDirectory()).contains(cache);
        assertThat(sandbox.compiling()).isEqualTo(new Compiling(false, Duration.ofSeconds(5), 1, 64 << 10, 256 << 20));
        assertThat(sandbox.warmUp()).isFalse();
        assertThat(read("sandbox: { compile: {} }").sandbox()).isEqualTo(Sandboxing.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    maxConcurrentGuests: 0         | from 1 to 1,024
                    memory: 1MiB                   | memory is at least 16MiB
                    compile: { limit: PT0.1S }     | limit is from PT1S to PT10M
                    compile: { apartHeap: 1MiB }   | apartHeap is at least 64MiB
                    compile: { atOnce: 65 }        | from 1 to 64
                    compile: { apartabove: 1MiB }  | did you mean 'apartAbove'
                    """)
    void refusesWhatASandboxCannotWorkWith(String setting, String words) {
        assertThatThrownBy(() -> read("sandbox: { " + setting + " }"))
                .hasMessageContaining("line 1")
                .hasMessageContaining(words);
    }

    @Test
    void readsHowWhatHappenedIsKept() throws IOException {
        Keeping store = read("""
                store:
                  durability: process
                  flushInterval: PT0.5S
                  flushThreshold: 50
                  backup: { every: PT1H, journalBytes: 64MiB, keep: 3 }
                  payloadThreshold: 1MiB
                """).store();

        assertThat(store.durability()).isEqualTo(Durability.PROCESS);
        assertThat(store.projection().flushInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(store.projection().flushThreshold()).isEqualTo(50);
        assertThat(store.backups().every()).isEqualTo(Duration.ofHours(1));
        assertThat(store.backups().keep()).isEqualTo(3);
        assertThat(store.backups().journalBytes()).isEqualTo(64 * 1024 * 1024);
        assertThat(store.payloadThreshold()).isEqualTo(1024 * 1024);
    }

    @Test
    void readsHowLongRunsAreKept() throws IOException {
        HomeRetention retention = read("retention: { runs: P90D, payloads: P7D, slots: P30D }")
                .store()
                .retention();

        assertThat(retention)
                .isEqualTo(new HomeRetention(
                        new RetentionSpec(
                                Optional.of(Duration.ofDays(90)), Optional.of(Duration.ofDays(7)), Optional.empty()),
                        Duration.ofDays(30)));
        assertThat(read("retention: { runs: P90D }").store().retention().slots())
                .isEqualTo(HomeRetention.DEFAULT.slots());
        assertThat(Administration.DEFAULT.store().retention()).isEqualTo(HomeRetention.DEFAULT);
        assertThatThrownBy(() -> read("retention: { runs: P0D }")).hasMessageContaining("line 1");
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

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "---\n", "~\n", "{}\n", "grants: {}\nlimits: {}\n"})
    void keepsTheDefaultsWhereNothingIsSettled(String text) throws IOException {
        assertThat(read(text)).isEqualTo(Administration.DEFAULT);
    }

    @Test
    void keepsTheDefaultsWithoutAFile() {
        assertThat(Administration.read(file)).isEqualTo(Administration.DEFAULT);
    }

    @Test
    void allowsMoreProgramsOnTop() throws IOException {
        Administration more = read("grants: { exec: [gzip] }").allowing(List.of("echo"));

        assertThat(more.grants().exec()).containsExactlyInAnyOrder("echo", "gzip");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("grants: {}\nlimits: { wall: 10m }", "line 2", "'limits.wall'", "PT10M"),
                Arguments.of("limits:\n  wall: PT0S", "line 2", "'limits.wall'", "above PT0S"),
                Arguments.of("limits:\n  wall: -PT1S", "line 2", "'limits.wall'", "above PT0S"),
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
                Arguments.of("store:\n  backup: daily", "line 2", "'store.backup'", "every: PT6H"),
                Arguments.of("store:\n  flushThreshold: many", "line 2", "'store.flushThreshold'", "a whole number"),
                Arguments.of("pools: 2", "line 1", "'pools'", "gpu: 2"),
                Arguments.of("retention: P30D", "line 1", "'retention'", "runs: P90D"),
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

    @Test
    void tellsOfSecretsThatMayBeUsedButAreNotThere() throws IOException {
        SecretPlaces places = read("""
                secrets:
                  unset: { env: SANDGLASS_TEST_NEVER_SET }
                  gone: { file: gone.key }
                  good: { file: good.key }
                """).secrets();
        Files.writeString(scratch.resolve("good.key"), "a-long-secret");

        assertThat(places.troubles(new Home(scratch), Set.of("good", "orders", "*")))
                .satisfiesExactlyInAnyOrder(
                        unset -> assertThat(unset).contains("unset", "SANDGLASS_TEST_NEVER_SET is not set"),
                        gone -> assertThat(gone).contains("gone", "gone.key", "there is no such file"),
                        orders -> assertThat(orders).contains("orders", "say where it is"));
    }

    private Administration read(String text) throws IOException {
        Files.writeString(file, text);
        return Administration.read(file);
    }
}
