package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module with so much code that the service has another process compile it. */
class LargeModuleIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final byte[] LARGE = LargeModules.of(600);

    @TempDir
    Path scratch;

    private Sandglass sandglass;
    private Process service;

    @BeforeEach
    void serve() throws IOException {
        sandglass = new Sandglass(scratch.resolve("home"));
        Path plugins = Files.createDirectories(sandglass.home().resolve("plugins"));
        Files.write(plugins.resolve("large.wasm"), LARGE);
        service = sandglass.start("serve");
        Path ready = sandglass.home().resolve("data/service.json");
        Sandglass.await("the service", SOON, () -> Files.exists(ready));
    }

    @AfterEach
    void stop() throws InterruptedException {
        service.destroyForcibly().waitFor();
    }

    @Test
    void runsAsANodeAndIsCompiledInAProcessOfItsOwn() throws IOException {
        Path workflow = Files.writeString(
                scratch.resolve("w.yaml"),
                "apiVersion: sandglass/v3\nkind: Workflow\nid: w\nnodes:\n  a: { type: large }\n");

        Sandglass.Result result = sandglass.call("run", workflow.toString());

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).containsPattern("a +wasm +SUCCEEDED");
        assertThat(Files.readString(sandglass.output(service, "err")))
                .contains("a module of " + LARGE.length + " bytes is compiled in a process of its own");
    }
}
