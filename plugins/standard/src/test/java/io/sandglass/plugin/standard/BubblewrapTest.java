package io.sandglass.plugin.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sandglass.plugin.Limits;
import io.sandglass.plugin.testkit.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What bwrap is asked for, each option as bwrap(1) tells it; and what comes of it where it is installed. */
@EnabledOnOs(OS.LINUX)
class BubblewrapTest {
    private static final Limits LIMITS = new Limits(1, 256 << 20, Duration.ofSeconds(20), 1 << 20, 1 << 16, 1 << 16);

    /** How many words follow an option. */
    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("--unshare-all", 0),
            Map.entry("--die-with-parent", 0),
            Map.entry("--new-session", 0),
            Map.entry("--cap-drop", 1),
            Map.entry("--ro-bind", 2),
            Map.entry("--ro-bind-try", 2),
            Map.entry("--symlink", 2),
            Map.entry("--proc", 1),
            Map.entry("--dev", 1),
            Map.entry("--size", 1),
            Map.entry("--tmpfs", 1),
            Map.entry("--dir", 1),
            Map.entry("--remount-ro", 1),
            Map.entry("--chdir", 1));

    @TempDir
    private Path directory;

    @Test
    void asksForNamespacesNoRightsAndAnEmptyFileSystem() throws Exception {
        List<List<String>> options = options(recorded("/usr/bin/env", true));

        assertThat(options)
                .contains(
                        List.of("--unshare-all"),
                        List.of("--die-with-parent"),
                        List.of("--new-session"),
                        List.of("--cap-drop", "ALL"),
                        List.of("--ro-bind", "/usr", "/usr"),
                        List.of("--proc", "/proc"),
                        List.of("--dev", "/dev"),
                        List.of("--chdir", "/work"));
        assertThat(options)
                .noneMatch(option ->
                        option.get(0).equals("--bind") || option.get(0).equals("--share-net"));
        assertThat(sources(options))
                .as("what of the host is shown, read-only")
                .isSubsetOf(
                        "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives");
    }

    @Test
    void boundsWhatCanBeWrittenAndMakesTheRestReadOnlyLast() throws Exception {
        List<List<String>> options = options(recorded("/usr/bin/env", true));
        String third = Long.toString((256 << 20) / 3);

        assertThat(options)
                .containsSubsequence(
                        List.of("--dev", "/dev"),
                        List.of("--size", third),
                        List.of("--tmpfs", "/tmp"),
                        List.of("--size", third),
                        List.of("--tmpfs", "/work"),
                        List.of("--size", third),
                        List.of("--tmpfs", "/dev/shm"),
                        List.of("--remount-ro", "/dev"),
                        List.of("--remount-ro", "/"),
                        List.of("--chdir", "/work"));
        assertThat(options(recorded("/usr/bin/env", false)))
                .contains(List.of("--dir", "/work"), List.of("--dir", "/tmp"))
                .noneMatch(option -> option.get(0).equals("--tmpfs"));
    }

    @Test
    void showsAProgramThatLiesElsewhereAndNothingBeside() throws Exception {
        Path program = tool("own", "echo own");

        List<List<String>> options = options(recorded(program.toString(), true));

        assertThat(options)
                .containsSubsequence(
                        List.of("--tmpfs", "/tmp"),
                        List.of("--ro-bind-try", program.toString(), program.toString()),
                        List.of("--remount-ro", "/"));
    }

    @Test
    void isAskedForItsOptionsAndNotForLong() throws Exception {
        Path able = tool("able", "echo '    --size BYTES'");
        Path silent = tool("silent", "exec sleep 60");

        assertThat(Bubblewrap.asked(able.toString(), Duration.ofSeconds(20)).sizes())
                .isTrue();
        assertThatThrownBy(() -> Bubblewrap.asked(silent.toString(), Duration.ofMillis(100)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not tell its options within 100 ms");
    }

    @Test
    void runsBehindTheTrueOne() throws Exception {
        assumeTrue(Isolation.BWRAP.works(), "bwrap is not installed on this machine, or is not allowed to do its work");
        String script = "touch a /tmp/b && echo written; touch /x 2>/dev/null && echo root; ls /home 2>/dev/null;"
                + " head -c 200000000 /dev/zero > big 2>/dev/null || echo bounded";

        ShellProcess.End end = run(
                new NativeProgram("/bin/sh", List.of("-c", script), Map.of(), "", Isolation.BWRAP),
                Isolation.BWRAP.before("/bin/sh", LIMITS, Duration.ofSeconds(20)));

        assertThat(end.stdout()).isEqualTo("written\nbounded\n");
    }

    /** What a tool in the place of bwrap is called with, up to {@code --}; it then runs the rest as bwrap would. */
    private List<String> recorded(String program, boolean sizes) throws Exception {
        Path argv = directory.resolve("argv");
        Path fake = tool("bwrap", """
                : > %1$s
                while [ "$1" != -- ]; do printf '%%s\\n' "$1" >> %1$s; shift; done
                shift
                exec "$@"
                """.formatted(argv));
        List<String> walls = new Bubblewrap(fake.toString(), sizes).walls(program, LIMITS.memoryBytes());

        ShellProcess.End end = run(new NativeProgram(program, List.of(), Map.of("A", "b"), "", Isolation.BWRAP), walls);

        assertThat(end.exitCode()).isZero();
        assertThat(end.stdout()).matches(out -> out.contains("A=b") || out.equals("own\n"));
        return Files.readAllLines(argv);
    }

    private Path tool(String name, String script) throws IOException {
        Path tool = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        return tool;
    }

    private static ShellProcess.End run(NativeProgram program, List<String> walls) throws Exception {
        return OwnThread.call("bwrap-test", () -> {
            try (ShellProcess process = ShellProcess.start(program.behind(walls))) {
                return process.await(new FakeContext().limitedTo(LIMITS), Duration.ofSeconds(20));
            } catch (ShellProcess.NotStarted e) {
                throw new IOException(e);
            }
        });
    }

    /** Words grouped by option; fails on an option that is not known. */
    private static List<List<String>> options(List<String> words) {
        List<List<String>> options = new ArrayList<>();
        for (int at = 0;
                at < words.size();
                at += options.get(options.size() - 1).size()) {
            assertThat(WORDS).containsKey(words.get(at));
            options.add(List.copyOf(words.subList(at, at + 1 + WORDS.get(words.get(at)))));
        }
        return options;
    }

    private static List<String> sources(List<List<String>> options) {
        return options.stream()
                .filter(option -> option.get(0).startsWith("--ro-bind"))
                .map(option -> option.get(1))
                .toList();
    }
}
