package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service of the built distribution: files dropped in, triggers, JDBC, crash and restart. */
class ServeIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path scratch;

    private Sandglass sandglass;
    private Process service;

    @BeforeEach
    void serve() throws IOException {
        sandglass = new Sandglass(scratch.resolve("home"));
        start("serve");
    }

    @AfterEach
    void stop() throws InterruptedException {
        service.destroyForcibly().waitFor();
    }

    @Test
    void firesAWorkflowDroppedInOnItsSchedule() throws IOException {
        sandglass.drop(Sandglass.examples().resolve("heartbeat.yaml"), "workflows");

        Sandglass.await("two beats", SOON, () -> succeeded("examples/heartbeat") >= 2);

        List<OffsetDateTime> slots = sandglass.column("select slot_time from report.runs order by slot_time").stream()
                .map(OffsetDateTime::parse)
                .toList();
        assertThat(Duration.between(slots.get(0), slots.get(1))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void takesPluginsAndAWorkflowThatUsesThemWithoutARestart() throws IOException {
        Path plugins = Sandglass.examples().resolve("plugins");

        sandglass.drop(plugins.resolve("greeter-plugin.jar"), "plugins");
        sandglass.drop(plugins.resolve("wordcount.plugin.yaml"), "plugins");
        sandglass.drop(plugins.resolve("wordcount.wasm"), "plugins");
        Files.writeString(
                sandglass.home().resolve("workflows/both.yaml"),
                Files.readString(Sandglass.examples().resolve("hello.yaml"))
                        + "\ntriggers:\n  soon: { type: interval, every: PT1S, catchup: none }\n");

        Sandglass.await("a run of both", SOON, () -> succeeded("examples/hello") >= 1);
        assertThat(sandglass.column("select distinct kind from report.attempts"))
                .contains("jar", "wasm");
        assertThat(sandglass.call("plugins", "list").out()).contains("greet@").contains("wordcount@");
    }

    @Test
    void refusesABadFileAndKeepsTheRevisionBefore() throws IOException {
        Path file = sandglass.home().resolve("workflows/w.yaml");
        String good = "apiVersion: sandglass/v3\nkind: Workflow\nid: w\nnodes:\n  a: { type: echo }\n";
        Files.writeString(file, good);
        Sandglass.await("revision 1", SOON, () -> workflows().contains("LIVE"));

        Files.writeString(file, good + "  b: { type: echo, needs: [aa] }\n");

        Sandglass.await("the refusal", SOON, () -> workflows().contains("REFUSED"));
        assertThat(workflows()).contains("default/w").contains("'aa'");
        assertThat(sandglass.column("select revision from report.workflows")).containsExactly("1");
    }

    @Test
    void recordsWhyNothingRanWhileAPluginWasMissing() throws Exception {
        Path jar = sandglass.home().resolve("plugins/greeter-plugin.jar");
        sandglass.drop(Sandglass.examples().resolve("plugins/greeter-plugin.jar"), "plugins");
        Files.writeString(sandglass.home().resolve("workflows/g.yaml"), """
                apiVersion: sandglass/v3
                kind: Workflow
                id: g
                triggers:
                  often: { type: interval, every: PT1S, catchup: none }
                nodes:
                  hello: { type: greet, with: { name: Ada } }
                """);
        Sandglass.await("a run", SOON, () -> succeeded("default/g") >= 1);
        service.destroy();
        service.waitFor();

        Path aside = Files.move(jar, scratch.resolve("aside.jar"));
        start("serve");

        String skipped = "select count(*) from report.slots where state = 'SKIPPED' and reason like '%greet%'";
        Sandglass.await("a skipped slot", SOON, () -> count(skipped) >= 1);
        Files.move(aside, jar);
        int before = succeeded("default/g");
        Sandglass.await("a run with the plugin back", SOON, () -> succeeded("default/g") > before);
    }

    @Test
    void takesARunFromTheCommandLine() {
        Sandglass.Result result =
                sandglass.call("run", Sandglass.examples().resolve("etl.yaml").toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).containsPattern("merge .*SKIPPED");
    }

    @Test
    void letsTheReaderReadTheViewsOverJdbcAndNothingElse() throws Exception {
        stop();
        start("serve", "--jdbc-port", "0");
        sandglass.call("run", Sandglass.examples().resolve("etl.yaml").toString());
        String url = line("JDBC  ");
        Path passwordFile = Path.of(line("JDBC user").replaceFirst(".*password in ", ""));
        String password = new ObjectMapper()
                .readTree(passwordFile.toFile())
                .path("password")
                .asText();

        try (Connection connection = DriverManager.getConnection(url, "reader", password);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery("select count(*) from report.node_runs where state = 'SUCCEEDED'")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(4);
            }
            assertThat(List.of(
                            "insert into report.runs (run_id) values ('x')",
                            "create alias a for \"java.lang.System.exit(int)\"",
                            "select * from public.run",
                            "shutdown"))
                    .allSatisfy(hostile ->
                            assertThatThrownBy(() -> statement.execute(hostile)).isInstanceOf(SQLException.class));
        }
    }

    @Test
    void goesOnAfterAKillWithoutRunningACompletedNodeAgain() throws Exception {
        StringBuilder chain = new StringBuilder(
                "apiVersion: sandglass/v3\nkind: Workflow\nid: chain\nnodes:\n  n0: { type: wait, with: { for: PT1S } }\n");
        for (int i = 1; i < 10; i++) {
            chain.append(
                    "  n%d: { type: shell, needs: [n%d], with: { argv: [sleep, '1'] }, permissions: { exec: [sleep] } }\n"
                            .formatted(i, i - 1));
        }
        Path file = Files.writeString(scratch.resolve("chain.yaml"), chain);
        stop();
        start("serve", "--grant-exec", "sleep");
        Process following = sandglass.start("run", file.toString());
        Sandglass.await(
                "the middle",
                SOON,
                () -> count("select count(*) from report.node_runs where state = 'SUCCEEDED'") >= 4);

        service.destroyForcibly().waitFor();
        start("serve", "--grant-exec", "sleep");

        Sandglass.await("the end", SOON, () -> succeeded("default/chain") == 1);
        assertThat(count("select count(*) from report.attempts where state = 'SUCCEEDED'"))
                .isEqualTo(10);
        assertThat(count("select count(*) from report.attempts")).isLessThanOrEqualTo(11);
        assertThat(count("select count(*) from report.attempts where state = 'RUNNING'"))
                .isZero();
        following.destroyForcibly();
    }

    @Test
    void stopsGracefullyOnATerminationSignal() throws Exception {
        service.destroy();

        assertThat(service.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(Files.exists(sandglass.home().resolve("data/service.json"))).isFalse();
        assertThat(Files.readString(sandglass.output(service, "err"))).contains("stopped");
    }

    @Test
    void tellsASecondServiceThatTheHomeIsTaken() {
        Sandglass.Result second = sandglass.call("serve");

        assertThat(second.exitCode()).isEqualTo(69);
        assertThat(second.err()).contains("a service is running on " + sandglass.home() + " already", "--home");
    }

    private void start(String... arguments) throws IOException {
        service = sandglass.start(arguments);
        sandglass.awaitServing(service);
    }

    private String line(String beginning) throws IOException {
        return Sandglass.read(sandglass.output(service, "out"))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    private String workflows() {
        return sandglass.call("workflows", "list").out();
    }

    private int succeeded(String workflow) {
        return count("select count(*) from report.runs where status = 'SUCCEEDED' and namespace || '/' || workflow = '"
                + workflow + "'");
    }

    private int count(String select) {
        return Integer.parseInt(sandglass.column(select).get(0));
    }
}
