package io.sandglass.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.app.cli.Main;
import io.sandglass.benchmarks.measure.Figure;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Suite;
import io.sandglass.benchmarks.measure.Workload;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each workload once, in a tiny size: so that they do not rot between measurements. */
class WorkloadsTest {
    private static final PrintStream SILENT =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    @TempDir
    private Path scratch;

    @ParameterizedTest
    @MethodSource("workloads")
    @Timeout(120)
    void yieldsFigures(Workload workload) throws Exception {
        Stage stage = new Stage(scratch, sandglass(), 0.002, false, 100_000);

        List<Figure> figures = new Suite(stage, 1, false, SILENT).run(workload);

        assertThat(figures)
                .isNotEmpty()
                .allSatisfy(figure -> assertThat(figure.samples()).hasSize(1));
    }

    static Stream<Workload> workloads() {
        return ServiceLoader.load(Workload.class).stream().map(ServiceLoader.Provider::get);
    }

    /** The service on this test's own class path: the distribution need not have been built. */
    private static List<String> sandglass() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName());
    }
}
