package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module that takes too much of its host: held across processes, and released by hand in the running service. */
class QuarantineIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path scratch;

    @Test
    void aModuleThatCannotBeCompiledInTimeIsHeldTheSecondTimeUntilItIsReleased() throws Exception {
        Sandglass sandglass = new Sandglass(scratch.resolve("home"));
        Path plugins = Files.createDirectories(sandglass.home().resolve("plugins"));
        Files.write(plugins.resolve("slow.wasm"), LargeModules.of(3_500));
        Files.writeString(sandglass.home().resolve("sandglass.yaml"), "sandbox: { compile: { limit: PT1S } }\n");
        Path workflow = Files.writeString(
                scratch.resolve("w.yaml"),
                "apiVersion: sandglass/v3\nkind: Workflow\nid: w\nnodes:\n  a: { type: slow }\n");

        assertThat(run(sandglass, workflow)).isEqualTo("InvalidModule"); // each in a process of its own
        assertThat(run(sandglass, workflow)).isEqualTo("InvalidModule");
        Process service = sandglass.start("serve");
        try {
            Path ready = sandglass.home().resolve("data/service.json");
            Sandglass.await("the service", SOON, () -> Files.exists(ready));

            assertThat(run(sandglass, workflow)).isEqualTo("Quarantined");
            assertThat(sandglass.call("plugins", "list").out()).containsIgnoringCase("quarantine");
            assertThat(sandglass.call("plugins", "release", "slow").exitCode()).isZero();
            assertThat(run(sandglass, workflow)).isEqualTo("InvalidModule");
            assertThat(sandglass.call("status").out()).doesNotContain("DEGRADED");
        } finally {
            service.destroyForcibly().waitFor();
        }
    }

    private static String run(Sandglass sandglass, Path workflow) throws IOException {
        assertThat(sandglass.call("run", workflow.toString()).exitCode()).isEqualTo(1);
        return sandglass
                .column("select error_code from report.attempts"
                        + " where run_number = (select max(run_number) from report.attempts)")
                .get(0);
    }
}
