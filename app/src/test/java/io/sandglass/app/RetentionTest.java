package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult.Started;
import io.sandglass.plan.CompiledWorkflow;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.RetentionSpec;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.SlotState;
import io.sandglass.store.UnrunSlot;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old runs go when their workflow, or else the home, says so. */
class RetentionTest {
    private static final String SPEC = """
            apiVersion: sandglass/v3
            kind: Workflow
            id: %s
            %s
            nodes:
              a: { type: %s }
            """;

    @TempDir
    Path root;

    private Catalog catalog;
    private Workbench workbench;

    @BeforeEach
    void open() {
        Home home = new Home(root).create();
        catalog = Catalog.open(home, List.of());
        workbench = Workbench.open(catalog, Administration.DEFAULT, StoreSettings.inDirectory(home.data()));
        workbench.engine().recover();
    }

    @AfterEach
    void close() {
        workbench.close();
        catalog.close();
    }

    @Test
    void keepsEverythingForEverUnlessItIsTold() throws Exception {
        run("plain", "", "echo");

        round(Duration.ofDays(30_000), RetentionSpec.NONE);

        assertThat(workflows()).containsExactly("plain");
    }

    @Test
    void aWorkflowsOwnWordCountsBeforeTheHomes() throws Exception {
        run("short", "retention: { runs: P1D, failed: P9D }", "echo");
        run("long", "retention: { runs: P100D }", "echo");
        run("silent", "", "echo");
        run("broken", "retention: { runs: P1D, failed: P9D }", "fail");

        round(Duration.ofDays(2), home(Duration.ofDays(10)));
        assertThat(workflows()).containsExactly("broken", "long", "silent");

        round(Duration.ofDays(20), home(Duration.ofDays(10)));
        assertThat(workflows()).containsExactly("long");
    }

    @Test
    void payloadsGoEarlier() throws Exception {
        run("short", "retention: { runs: P9D, payloads: P1D }", "echo");

        round(Duration.ofDays(2), RetentionSpec.NONE);

        assertThat(column("select workflow from runs where payloads_gone_at is not null"))
                .containsExactly("short");
    }

    @Test
    void looksForFilesThatNoRunNamesOnceAnHour() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        HomeRetention home = new HomeRetention(RetentionSpec.NONE, Duration.ofDays(90));
        Retention retention = new Retention(workbench.store(), catalog.compiler(), home, now::get);
        Path first = orphan("1");
        retention.run();
        Path second = orphan("2");

        now.updateAndGet(at -> at.plus(Duration.ofMinutes(59)));
        retention.run();
        assertThat(first).doesNotExist();
        assertThat(second).exists();

        now.updateAndGet(at -> at.plus(Duration.ofMinutes(1)));
        retention.run();
        assertThat(second).doesNotExist();
    }

    private Path orphan(String digit) throws IOException {
        Path directory = Files.createDirectories(new Home(root).data().resolve("payloads/" + digit.repeat(2)));
        Path file = Files.writeString(directory.resolve(digit.repeat(64)), "left by a crash");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }

    @Test
    void byHandOnlyWhoSaysSoIsTakenAtTheirWord() throws Exception {
        run("plain", "", "echo");
        Instant later = Instant.now().plus(Duration.ofDays(40));

        assertThat(Pruning.of("p30d", "failed", true).run(workbench.store(), later))
                .isZero();
        assertThat(Pruning.of("P30D", "", false).run(workbench.store(), later)).isEqualTo(1);
        assertThat(workflows()).containsExactly("plain");
        assertThat(Pruning.of("P30D", "", true).run(workbench.store(), later)).isEqualTo(1);
        assertThat(workflows()).isEmpty();
    }

    @Test
    void forgetsWhatBecameOfFireTimesLongAgo() {
        TriggerKey trigger = new TriggerKey(new WorkflowKey("shop", "orders"), "hourly");
        Instant first = Instant.parse("2020-01-01T00:00:00Z");
        workbench
                .store()
                .triggers()
                .recordSlots(List.of(missed(trigger, first), missed(trigger, first.plusSeconds(1))));

        round(Duration.ZERO, RetentionSpec.NONE);

        assertThat(column("select fire_time from slots")).hasSize(1);
        assertThat(workbench.store().triggers().lastSlot(trigger)).contains(first.plusSeconds(1));
    }

    private static UnrunSlot missed(TriggerKey trigger, Instant at) {
        return new UnrunSlot(new SlotKey(trigger, at), SlotState.MISSED, "nobody was there");
    }

    private static RetentionSpec home(Duration runs) {
        return new RetentionSpec(Optional.of(runs), Optional.empty(), Optional.empty());
    }

    private void round(Duration later, RetentionSpec home) {
        Clock clock = workbench.platform().clock();
        new Retention(
                        workbench.store(),
                        catalog.compiler(),
                        new HomeRetention(home, Duration.ofDays(90)),
                        () -> clock.now().plus(later))
                .run();
    }

    private void run(String id, String retention, String type) throws Exception {
        String body = SPEC.formatted(id, retention, type);
        CompiledWorkflow compiled = catalog.compiler().compile(body);
        workbench.save(compiled, body, "test");
        LaunchRequest request =
                new LaunchRequest(compiled.plan().spec().key(), OptionalInt.empty(), Payload.EMPTY, Cause.manual());
        RunId run = ((Started) workbench.engine().launch(request)).run();
        RunStatus status =
                workbench.engine().whenEnded(run).get(30, TimeUnit.SECONDS).status();
        assertThat(status.ended()).isTrue();
    }

    private List<Object> workflows() {
        return column("select workflow from runs order by workflow");
    }

    private List<Object> column(String sql) {
        return workbench.store().history().query(sql, List.of(), 100, Duration.ofSeconds(10)).rows().stream()
                .<Object>map(row -> row.get(0))
                .toList();
    }
}
