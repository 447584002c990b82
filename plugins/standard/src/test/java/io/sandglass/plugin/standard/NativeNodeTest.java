package io.sandglass.plugin.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@EnabledOnOs(OS.LINUX)
class NativeNodeTest extends NodeContractTest {
    private static final String SH = "/bin/sh";
    private static final Limits LIMITS = new Limits(1, 256 << 20, Duration.ofSeconds(20), 1 << 20, 1 << 16, 1 << 16);

    @TempDir
    private Path directory;

    @BeforeEach
    void needTools() {
        assumeTrue(Isolation.PRLIMIT.works(), "prlimit is not installed here, or does not work");
    }

    @Override
    protected NodePlugin plugin() {
        return new NativeNode();
    }

    @Override
    protected Map<String, ?> sampleConfig() {
        return Map.of("program", SH, "args", List.of("-c", "echo hi"), "minIsolation", "prlimit");
    }

    @Override
    protected FakeContext context() {
        return new FakeContext()
                .granting(new Permissions(Set.of(SH), Set.of(), false))
                .limitedTo(LIMITS);
    }

    @Test
    void runsBehindTheStrongestWallsThereAreAndTellsWhich() throws Exception {
        String strongest = Isolation.PRLIMIT.strongest().orElseThrow().word();

        NodeResult result =
                sh("cat; echo oops >&2", "prlimit").with("stdin", "grüße").execute();

        assertThat(((NodeResult.Completed) result).output().object())
                .containsEntry("stdout", "grüße")
                .containsEntry("stderr", "oops\n")
                .containsEntry("isolation", strongest);
        assertThat(result.usage().execution().isolation()).isEqualTo(strongest);
        assertThat(result.usage().execution().outcome()).isEqualTo("OK");
        assertThat(result.usage().stdoutBytes()).isEqualTo(7);
    }

    @Test
    void runsNothingBehindWeakerWallsThanAskedFor() throws Exception {
        assumeTrue(!Isolation.BWRAP.works(), "bwrap works here, so that nothing is stronger than what there is");
        Path canary = directory.resolve("canary");

        NodeResult result = sh("touch " + canary, "bwrap").execute();

        NodeFailure failure = ((NodeResult.Failed) result).failure();
        assertThat(failure.code()).isEqualTo("IsolationUnavailable");
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.message()).contains("bwrap", "minIsolation");
        assertThat(result.usage().execution().outcome()).isEqualTo("ISOLATION_UNAVAILABLE");
        assertThat(canary).doesNotExist();
    }

    @Test
    void runsNothingThatIsNotGrantedByItsWholePath() throws Exception {
        NodeFailure failure = Run.of(plugin())
                .with("program", "/usr/bin/env")
                .with("minIsolation", "prlimit")
                .in(context())
                .failure();

        assertThat(failure.code()).isEqualTo("NotGranted");
        assertThat(failure.message()).contains("permissions: { exec: [/usr/bin/env] }", "administrator");
    }

    @Test
    void runsBehindNoWeakerWallsThanTheAdministratorWants() throws Exception {
        assumeTrue(!Isolation.BWRAP.works(), "bwrap works here, so that nothing is weaker than what is wanted");
        Permissions walled = Permissions.NONE.withWalled(Map.of(SH, "bwrap"));

        NodeFailure failure =
                sh("true", "prlimit").in(context().granting(walled)).failure();

        assertThat(failure.code()).isEqualTo("IsolationUnavailable");
    }

    @Test
    void runsWhatIsGrantedBehindWallsOnly() throws Exception {
        String strongest = Isolation.PRLIMIT.strongest().orElseThrow().word();
        Permissions walled = Permissions.NONE.withWalled(Map.of(SH, strongest));

        NodeResult result =
                sh("echo hi", "prlimit").in(context().granting(walled)).execute();
        NodeFailure unwalled = Run.of(new ShellNode())
                .with("argv", List.of(SH, "-c", "echo hi"))
                .in(context().granting(walled))
                .failure();

        assertThat(stdout(result)).isEqualTo("hi\n");
        assertThat(unwalled.code()).isEqualTo("NotGranted");
    }

    @Test
    void refusesPathsThatMeanSomethingElse() throws Exception {
        for (String program : List.of("sh", "../sh", "/usr/../bin/sh", "/tmp/A=b")) {
            NodeFailure failure =
                    Run.of(plugin()).with("program", program).in(context()).failure();

            assertThat(failure.code()).as(program).isEqualTo("BadConfig");
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void givesTheProgramNothingOfTheEnvironmentButWhatItWasGiven(Isolation isolation) throws Exception {
        NodeResult result = behind(isolation, "/usr/bin/env", List.of(), Map.of("LD_PRELOAD", "/no/such.so", "A", "b"));

        assertThat(stdout(result).lines().map(line -> line.replaceFirst("=.*", "")))
                .contains("PATH", "A", "LD_PRELOAD")
                .isSubsetOf("PATH", "A", "LD_PRELOAD", "PWD", "SHLVL", "_", "OLDPWD");
    }

    @Test
    void keepsValuesOfTheEnvironmentOutOfTheProcessList() {
        NativeProgram asked =
                new NativeProgram(SH, List.of("-c", "true"), Map.of("TOKEN", "s3cr3t"), "", Isolation.BWRAP);

        ShellCommand command = asked.behind(List.of("walls"));

        assertThat(command.argv()).noneMatch(argument -> argument.contains("s3cr3t"));
        assertThat(command.env()).containsValue("s3cr3t").doesNotContainKey("TOKEN");
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void handsValuesOverAsTheyAre(Isolation isolation) throws Exception {
        String value = "a 'b' \"c\" $PATH `id` *\n#";

        NodeResult result = behind(isolation, SH, List.of("-c", "printf %s \"$A\""), Map.of("A", value));

        assertThat(stdout(result)).isEqualTo(value);
    }

    @Test
    void refusesNamesThatNoShellTakesOrThatRunCode() throws Exception {
        for (String name : List.of("A B", "1A", "A;id", "a-b", "SANDGLASS_ENV_1", "LD_PRELOAD", "BASH_ENV")) {
            NodeFailure failure =
                    sh("true", "prlimit").with("env", Map.of(name, "x")).failure();

            assertThat(failure.code()).as(name).isEqualTo("BadConfig");
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void capsTheMemoryOfTheProgram(Isolation isolation) throws Exception {
        NodeResult result = behind(isolation, SH, List.of("-c", "ulimit -v; ulimit -t; ulimit -c"), Map.of());

        assertThat(stdout(result).lines()).containsExactly(Long.toString(LIMITS.memoryBytes() >> 10), "21", "0");
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void seesNoProcessesAndNoNetworkBehindNamespaces(Isolation isolation) throws Exception {
        assumeTrue(isolation != Isolation.PRLIMIT, "prlimit hides nothing");

        NodeResult result =
                behind(isolation, SH, List.of("-c", "cat /proc/net/dev | tail -n +3 | cut -d: -f1; echo $$"), Map.of());

        List<String> lines = stdout(result).lines().map(String::strip).toList();
        assertThat(lines).hasSize(2).startsWith("lo");
        assertThat(Integer.parseInt(lines.get(1))).isLessThan(20);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void hasNoRightsBehindNamespaces(Isolation isolation) throws Exception {
        assumeTrue(isolation != Isolation.PRLIMIT, "prlimit takes no rights");
        String host = Long.toString(ProcessHandle.current().pid());

        NodeResult result = behind(
                isolation,
                SH,
                List.of(
                        "-c",
                        "grep CapEff /proc/self/status; grep CapBnd /proc/self/status; kill -0 " + host
                                + " 2>/dev/null && echo killable; mount -t tmpfs x /mnt 2>/dev/null && echo mounted;"
                                + " hostname sandglass-was-here 2>/dev/null; true"),
                Map.of());

        assertThat(stdout(result).lines().map(line -> line.replaceAll("\\s", "")))
                .containsExactly("CapEff:0000000000000000", "CapBnd:0000000000000000");
    }

    @Test
    void seesNoFilesOfTheHostBehindBwrap() throws Exception {
        Path canary = Files.writeString(directory.resolve("canary"), "secret");

        NodeResult result = behind(
                Isolation.BWRAP,
                SH,
                List.of("-c", "cat " + canary + " /etc/passwd; touch /usr/x && echo written; ls /work"),
                Map.of());

        assertThat(stdout(result)).isEmpty();
    }

    @Test
    void killsAProgramThatTakesTooLong() throws Exception {
        Limits hasty = new Limits(1, 256 << 20, Duration.ofMillis(300), 1 << 20, 1 << 16, 1 << 16);

        NodeResult result = Run.of(plugin())
                .with("program", SH)
                .with("args", List.of("-c", "sleep 60"))
                .with("minIsolation", "prlimit")
                .in(context().limitedTo(hasty))
                .execute();

        assertThat(((NodeResult.Failed) result).failure().code()).isEqualTo("Timeout");
        assertThat(result.usage().execution().outcome()).isEqualTo("TIMED_OUT");
    }

    @Test
    void killsAProgramThatWritesTooMuch() throws Exception {
        NodeResult result = sh("while :; do echo 0123456789012345678901234567890123456789; done", "prlimit")
                .execute();

        assertThat(((NodeResult.Failed) result).failure().code()).isEqualTo("OutputLimit");
    }

    @Test
    void failsWithTheExitCodeAndTheLastLine() throws Exception {
        NodeResult result = sh("echo no space left >&2; exit 3", "prlimit").execute();

        assertThat(((NodeResult.Failed) result).failure().code()).isEqualTo("Exit.3");
        assertThat(((NodeResult.Failed) result).failure().message()).isEqualTo("/bin/sh exited with 3: no space left");
        assertThat(result.usage().execution().outcome()).isEqualTo("EXIT_NONZERO");
    }

    private Run sh(String script, String minIsolation) {
        return Run.of(plugin())
                .with("program", SH)
                .with("args", List.of("-c", script))
                .with("minIsolation", minIsolation)
                .in(context());
    }

    private NodeResult behind(Isolation isolation, String program, List<String> args, Map<String, String> env)
            throws Exception {
        assumeTrue(
                isolation.works(),
                isolation.word() + " is not installed on this machine, or is not allowed to do its work");
        NativeProgram asked = new NativeProgram(program, args, env, "", isolation);
        return OwnThread.call(
                "native-test", () -> NativeRun.of(asked, isolation, context()).run());
    }

    private static String stdout(NodeResult result) {
        assertThat(result).isInstanceOf(NodeResult.Completed.class);
        return String.valueOf(((NodeResult.Completed) result).output().object().get("stdout"));
    }
}
