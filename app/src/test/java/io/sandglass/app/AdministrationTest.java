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
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdministrationTest extends SettingsFixture {
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
                  values: 2M
                """);

        assertThat(settled.grants().exec()).containsExactlyInAnyOrder("gzip", "python3");
        assertThat(settled.grants().httpHosts()).containsExactly("*.example.com");
        assertThat(settled.grants().privateNetworks()).isTrue();
        assertThat(settled.cap().fuelUnits()).isEqualTo(2_000_000_000L);
        assertThat(settled.cap().memoryBytes()).isEqualTo(4096);
        assertThat(settled.cap().wall()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settled.cap().values()).isEqualTo(2_000_000);
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
    void theEngineSaysHowManyRunsMayBeOpenOfATenantThatDoesNot() throws IOException {
        String tenants = "\ntenants: { acme: { namespaces: [acme] }, tiny: { namespaces: [tiny], maxOpenRuns: 3 } }";

        Tenancy alone = read("engine: { maxOpenRuns: 20000 }").tenancy();
        Tenancy shared = read("engine: { maxOpenRuns: 5 }" + tenants).tenancy();

        assertThat(alone.of("any").maxOpenRuns()).isEqualTo(20_000);
        assertThat(shared.of("any").maxOpenRuns()).isEqualTo(5);
        assertThat(shared.of("acme").maxOpenRuns()).isEqualTo(5);
        assertThat(shared.of("tiny").maxOpenRuns()).isEqualTo(3);
    }

    @Test
    void readsHowManyNodesRunAtOnce() throws IOException {
        Administration settled = read("engine: { maxConcurrentNodes: 200 }\npools: { gpu: 2 }");

        assertThat(settled.engine().maxConcurrentNodes()).isEqualTo(200);
        assertThat(settled.tenancy().pools()).containsExactly(Map.entry("gpu", 2));
        assertThat(read("engine: {}").engine()).usingRecursiveComparison().isEqualTo(EngineLimits.DEFAULT);
        assertThatThrownBy(() -> read("engine: { maxConcurrentNodes: 513 }"))
                .hasMessageContaining("line 1")
                .hasMessageContaining("from 1 to 512");
    }

    @Test
    void readsHowMuchTheEngineTakesOn() throws IOException {
        EngineLimits limits = read("engine:"
                        + " { maxOpenRuns: 20000, cancelGrace: PT10S, unwritten: { memory: 16MiB }, payloadMemory: 32MiB }")
                .engine();

        assertThat(limits.maxOpenRuns()).isEqualTo(20_000);
        assertThat(limits.payloadMemory()).isEqualTo(32 << 20);
        assertThat(limits.cancelGrace()).isEqualTo(Duration.ofSeconds(10));
        assertThat(limits.journal().bytes()).isEqualTo(16L << 20);
        assertThat(limits.journal().capacity())
                .isEqualTo(EngineLimits.DEFAULT.journal().capacity());
        assertThatThrownBy(() -> read("engine:\n  cancelGrace: PT1H"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("from 100ms to 5m");
        assertThatThrownBy(() -> read("engine:\n  unwritten:\n    memory: 1KiB"))
                .hasMessageContaining("line 3")
                .hasMessageContaining("at least 1MiB");
    }

    @Test
    void readsHowWasmIsRun() throws IOException {
        Sandboxing sandbox = read("""
                sandbox:
                  maxConcurrentGuests: 3
                  memory: 512MiB
                  compile: { limit: PT5S, atOnce: 1, apartAbove: 64KiB, apartHeap: 256MiB }
                  warmUp: false
                """).sandbox();

        assertThat(sandbox.settings().maxConcurrentGuests()).isEqualTo(3);
        assertThat(sandbox.settings().memoryBudgetBytes()).isEqualTo(512 << 20);
        assertThat(sandbox.compiling()).isEqualTo(new Compiling(false, Duration.ofSeconds(5), 1, 64 << 10, 256 << 20));
        assertThat(sandbox.warmUp()).isFalse();
        assertThat(read("sandbox: { compile: {} }").sandbox()).isEqualTo(Sandboxing.DEFAULT);
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
}
