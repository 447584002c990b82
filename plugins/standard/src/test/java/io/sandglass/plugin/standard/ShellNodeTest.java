package io.sandglass.plugin.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.plugin.testkit.NodeContractTest;
import io.sandglass.plugin.testkit.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its commands are those of Unix")
class ShellNodeTest extends NodeContractTest {
    @TempDir
    Path directory;

    @Override
    protected NodePlugin plugin() {
        return new ShellNode();
    }

    @Override
    protected Map<String, ?> sampleConfig() {
        return Map.of("argv", List.of("echo", "hi"));
    }

    @Override
    protected FakeContext context() {
        return new FakeContext().granting(new Permissions(Set.of("echo", "sh", "cat", "no-such"), Set.of(), false));
    }

    @Test
    void refusesVariablesThatRunOtherCodeThanTheProgram() throws Exception {
        for (String name :
                List.of("LD_PRELOAD", "ld_audit", "BASH_ENV", "BASH_FUNC_ls%%", "PYTHONPATH", "NODE_OPTIONS")) {
            NodeFailure failure = sh("true").with("env", Map.of(name, "/tmp/x")).failure();

            assertThat(failure.code()).as(name).isEqualTo("BadConfig");
            assertThat(failure.message()).contains("'" + name + "'");
        }
    }

    @Test
    void givesWhatTheProgramWrote() throws Exception {
        Payload output = sh("cat; echo oops >&2").with("stdin", "grüße").output();

        assertThat(output).isEqualTo(Payload.of(Map.of("exitCode", 0, "stdout", "grüße", "stderr", "oops\n")));
    }

    @Test
    void interpretsNothing() throws Exception {
        Payload output = run("echo", "$HOME", "*", ";", "ls").output();

        assertThat(output.object()).containsEntry("stdout", "$HOME * ; ls\n");
    }

    @Test
    void seesPathAndItsOwnVariablesOnly() throws Exception {
        Payload output = sh("cat /proc/self/environ | tr '\\0' '\\n' | cut -d= -f1 | sort | tr '\\n' ' '")
                .with("env", Map.of("GREETING", "hi", "COUNT", 3))
                .output();

        assertThat(String.valueOf(output.object().get("stdout")).split(" "))
                .contains("COUNT", "GREETING", "PATH")
                .doesNotContain("HOME", "USER", "JAVA_HOME");
    }

    @Test
    void worksInAnEmptyDirectoryThatIsGoneAfterwards() throws Exception {
        Payload output = sh("ls -A; pwd; echo x > file").output();

        Path work = Path.of(String.valueOf(output.object().get("stdout")).strip());
        assertThat(work.getParent().getFileName().toString()).startsWith("sandglass-shell-");
        assertThat(work.getParent()).doesNotExist();
    }

    @Test
    void failsWithTheExitCodeAndTheLastLine() throws Exception {
        NodeFailure failure =
                sh("echo first >&2; echo 'no space left' >&2; exit 3").failure();

        assertThat(failure)
                .isEqualTo(new NodeFailure(FailureKind.EXTERNAL, "Exit.3", "sh exited with 3: no space left", true));
    }

    @Test
    void startsNothingThatIsNotGranted() throws Exception {
        Path canary = directory.resolve("canary");

        NodeFailure failure = Run.of(plugin())
                .with("argv", List.of("touch", canary.toString()))
                .in(context())
                .failure();

        assertThat(failure.code()).isEqualTo("NotGranted");
        assertThat(failure.message()).contains("permissions: { exec: [touch] }").contains("administrator");
        assertThat(canary).doesNotExist();
    }

    @Test
    void aGrantIsForTheNameAsItIsWritten() throws Exception {
        assertThat(run("/bin/echo", "hi").failure().code()).isEqualTo("NotGranted");
    }

    @Test
    void namesAProgramThatIsNotThere() throws Exception {
        NodeFailure failure = run("no-such").failure();

        assertThat(failure.code()).isEqualTo("NotStarted");
        assertThat(failure.message()).contains("no-such");
    }

    @Test
    void refusesACommandThatMakesNoSense() throws Exception {
        assertThat(run().failure().code()).isEqualTo("BadConfig");
        assertThat(run("echo", "a\0b").failure().code()).isEqualTo("BadConfig");
        assertThat(run("echo").with("env", Map.of("A=B", "c")).failure().message())
                .contains("A=B");
    }

    @Test
    void killsAProgramThatWritesTooMuch() throws Exception {
        Limits small = new Limits(1, 1, Duration.ofSeconds(1), 1, 1000, 1000);

        NodeFailure failure = Run.of(plugin())
                .with("argv", List.of("sh", "-c", "while :; do echo 0123456789; done"))
                .in(context().limitedTo(small))
                .failure();

        assertThat(failure.code()).isEqualTo("OutputLimit");
        assertThat(failure.kind()).isEqualTo(FailureKind.LIMIT);
    }

    @Test
    void killsAProgramAtTheDeadlineWithItsChildren() throws Exception {
        FakeContext context = context();
        context.until(context.now().plusMillis(500));
        Path pid = directory.resolve("pid");

        NodeFailure failure =
                sh("sleep 600 & echo $! > " + pid + "; wait").in(context).failure();

        assertThat(failure.code()).isEqualTo("Timeout");
        assertThat(failure.retryable()).isTrue();
        assertDead(pid);
    }

    @Test
    void killsAProgramAndItsChildrenOnCancel() throws Exception {
        FakeContext context = context();
        Path pid = directory.resolve("pid");
        Path ready = directory.resolve("ready");
        Run run = sh("sleep 600 & echo $! > " + pid + "; touch " + ready + "; wait")
                .in(context);
        CompletableFuture<Void> cancelling = CompletableFuture.runAsync(() -> {
            awaitFile(ready);
            context.cancel();
        });

        assertThatThrownBy(run::execute).isInstanceOf(InterruptedException.class);

        cancelling.get(10, TimeUnit.SECONDS);
        assertDead(pid);
    }

    @Test
    void doesNotWaitForAChildThatIsLeftBehind() throws Exception {
        Payload output = sh("sleep 600 & echo done").output();

        assertThat(output.object()).containsEntry("stdout", "done\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void killsAChildThatIsLeftBehindAtOnce() throws Exception {
        Path pid = directory.resolve("pid");

        Payload output = sh("sleep 600 & echo $! > " + pid).output();

        assertThat(output.object()).containsEntry("exitCode", 0);
        assertDead(pid);
    }

    @Test
    void readsNoMoreThanItMayWhileAChildGoesOnWriting() throws Exception {
        Limits small = new Limits(1, 1, Duration.ofSeconds(1), 1, 1000, 1000);

        NodeResult result = Run.of(plugin())
                .with("argv", List.of("sh", "-c", "(while :; do echo 0123456789; done) & exit 0"))
                .in(context().limitedTo(small))
                .execute();

        if (result instanceof NodeResult.Completed completed) {
            String stdout = String.valueOf(completed.output().object().get("stdout"));
            assertThat(stdout).hasSizeLessThanOrEqualTo(1000);
        } else {
            assertThat(((NodeResult.Failed) result).failure().code()).isEqualTo("OutputLimit");
        }
    }

    @Test
    void theVariablesDoNotSayWhichProgramIsStarted() throws Exception {
        Path other = Files.writeString(directory.resolve("echo"), "#!/bin/sh\nexit 9\n");
        assertThat(other.toFile().setExecutable(true)).isTrue();

        Payload output = run("echo", "hi")
                .with("env", Map.of("PATH", directory.toString()))
                .output();

        assertThat(output.object()).containsEntry("stdout", "hi\n");
    }

    private Run sh(String script) {
        return run("sh", "-c", script);
    }

    private Run run(String... argv) {
        return Run.of(plugin()).with("argv", List.of(argv)).in(context());
    }

    private static void awaitFile(Path file) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!Files.exists(file) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    private static void assertDead(Path pidFile) throws Exception {
        long pid = Long.parseLong(Files.readString(pidFile).strip());
        ProcessHandle.of(pid)
                .ifPresent(
                        child -> child.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }
}
