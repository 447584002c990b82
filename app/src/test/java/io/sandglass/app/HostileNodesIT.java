package io.sandglass.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of strangers beside an innocent one, in one run of the service. */
class HostileNodesIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long SLACK_KB = 16 << 10;
    private static final int SPARE_THREADS = 4;
    private static final int RUNS = 3;
    private static final String LAST_RUN = " from report.attempts"
            + " where run_number = (select max(run_number) from report.attempts) order by node_id";

    @TempDir
    Path scratch;

    private Sandglass sandglass;
    private Process service;

    @BeforeEach
    void serve() throws IOException {
        sandglass = new Sandglass(scratch.resolve("home"));
        HostileModules.install(sandglass.home().resolve("plugins"));
        service = sandglass.start("serve");
        Path ready = sandglass.home().resolve("data/service.json");
        Sandglass.await("the service", SOON, () -> Files.exists(ready));
    }

    @AfterEach
    void stop() throws InterruptedException {
        service.destroyForcibly().waitFor();
    }

    @Test
    void failEachWithItsOwnCodeAndHarmNeitherTheInnocentNorTheService() throws IOException {
        Path workflow = workflow();
        runOnce(workflow); // loads what the service needs for such a run
        Vitals before = Vitals.of(service);

        for (int i = 0; i < RUNS; i++) {
            runOnce(workflow);
        }

        System.out.println(sandglass
                .call("sql", "select node_id, outcome, fuel_units, peak_memory_bytes" + LAST_RUN)
                .out());
        assertThat(sandglass.column("select node_id || ' ' || coalesce(error_code, state)" + LAST_RUN))
                .containsExactly(
                        "brtable_bomb InvalidModule",
                        "deep_recursion StackLimit",
                        "endless_loop FuelExhausted",
                        "huge_memory MemoryLimit",
                        "innocent SUCCEEDED",
                        "memory_hog Trap",
                        "stdout_flood OutputLimit");
        assertThat(sandglass.column("select outcome" + LAST_RUN))
                .containsExactly(
                        "INVALID_MODULE",
                        "STACK_LIMIT",
                        "FUEL_EXHAUSTED",
                        "MEMORY_LIMIT",
                        "OK",
                        "TRAP",
                        "OUTPUT_LIMIT");
        assertWithinLimits();
        Sandglass.await(
                "threads and heap of " + before,
                SOON,
                () -> Vitals.of(service).within(before, SPARE_THREADS, SLACK_KB));
        assertThat(service.isAlive()).isTrue();
    }

    private void runOnce(Path workflow) {
        Sandglass.Result result = sandglass.call("run", workflow.toString());

        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(1);
        assertThat(result.out()).containsPattern("innocent +wasm +SUCCEEDED");
    }

    private void assertWithinLimits() {
        assertThat(sandglass.column("select count(*) from report.attempts where peak_memory_bytes > 16777216"))
                .containsExactly("0");
        assertThat(sandglass.column("select count(*) from report.attempts where fuel_units > 200000000"))
                .containsExactly("0");
        assertThat(sandglass.column(
                        "select distinct peak_memory_bytes from report.attempts where node_id = 'memory_hog'"))
                .containsExactly("16777216");
        assertThat(sandglass.column("select distinct fuel_units from report.attempts where node_id = 'endless_loop'"))
                .hasSize(1);
    }

    private Path workflow() throws IOException {
        String nodes = HostileModules.all().keySet().stream()
                .map(type -> "  " + type.replace('-', '_') + ": { type: " + type + " }\n")
                .collect(Collectors.joining());
        return Files.writeString(
                scratch.resolve("strangers.yaml"),
                "apiVersion: sandglass/v3\nkind: Workflow\nid: strangers\nfailurePolicy: CONTINUE_POSSIBLE\nnodes:\n"
                        + nodes);
    }

    /** What a process holds, by the JDK's own tool. */
    private record Vitals(long threads, long heapKb) {
        private static final Pattern USED = Pattern.compile("generation +total \\d+K, used (\\d+)K");

        static Vitals of(Process process) {
            ask(process, "GC.run");
            long heap = USED.matcher(ask(process, "GC.heap_info"))
                    .results()
                    .map(MatchResult::group)
                    .mapToLong(used -> Long.parseLong(used.replaceAll(".*used (\\d+)K", "$1")))
                    .sum();
            long threads = ask(process, "Thread.print")
                    .lines()
                    .filter(line -> line.startsWith("\""))
                    .count();
            return new Vitals(threads, heap);
        }

        boolean within(Vitals before, int spareThreads, long spareKb) {
            return threads <= before.threads + spareThreads && heapKb <= before.heapKb + spareKb;
        }

        private static String ask(Process process, String command) {
            Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            try {
                Process asked = new ProcessBuilder(tool.toString(), String.valueOf(process.pid()), command).start();
                return new String(asked.getInputStream().readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
