package io.sandglass.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

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
    @TempDir
    private Path scratch;

    @ParameterizedTest
    @MethodSource("workloads")
    @Timeout(60)
    void yieldsFigures(Workload workload) throws Exception {
        Stage stage = new Stage(scratch, Path.of("").toAbsolutePath().resolve(".."), 0.002, false);
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

        List<Figure> figures = new Suite(stage, 1, silent).run(workload);

        assertThat(figures)
                .isNotEmpty()
                .allSatisfy(figure -> assertThat(figure.median()).isPositive());
    }

    static Stream<Workload> workloads() {
        return ServiceLoader.load(Workload.class).stream().map(ServiceLoader.Provider::get);
    }
}
