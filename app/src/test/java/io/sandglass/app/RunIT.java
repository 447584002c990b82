package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one-shot commands of the built distribution. */
class RunIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path scratch;

    private Sandglass sandglass;

    @BeforeEach
    void aHome() {
        sandglass = new Sandglass(scratch.resolve("home"));
    }

    @Test
    void runsTheHelloExampleWithAJarAWasmModuleAndABuiltInNode() throws IOException {
        Sandglass.Result result = sandglass.call("run", example("hello.yaml"), "-i", "name=Ada Lovelace", "-o", "json");

        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode run = JSON.readTree(result.out());
        assertThat(run.path("status").asText()).isEqualTo("SUCCEEDED");
        assertThat(run.path("outputs").path("message").asText()).isEqualTo("Hello, Ada Lovelace! (3 words)");
        assertThat(run.path("nodes"))
                .extracting(node -> node.path("kind").asText())
                .containsExactly("jar", "wasm", "built-in");
        assertThat(sandglass.column("select kind from report.attempts order by started_at, node_id"))
                .containsExactlyInAnyOrder("jar", "wasm", "built-in");
    }

    /** As in most services and containers. */
    @Test
    void takesWordsAsUtf8WhereNoLocaleIsSet() throws IOException, InterruptedException {
        Path out = scratch.resolve("out");
        // Made by the shell: what this JVM would hand on depends on the locale of its own.
        String command = "exec \"$0\" run \"$1\" -i \"name=$(printf 'J\\303\\274rgen')\" -o json --home \"$2\"";
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        "-c",
                        command,
                        Sandglass.distribution().resolve("bin/sandglass").toString(),
                        example("hello.yaml"),
                        sandglass.home().toString())
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.equals("LANG") || name.startsWith("LC_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));

        assertThat(builder.start().waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(JSON.readTree(Files.readAllBytes(out)).at("/outputs/message").asText())
                .isEqualTo("Hello, Jürgen! (2 words)");
    }

    @Test
    void showsEachNodeAndTheOutputsToPeople() {
        Sandglass.Result result = sandglass.call("run", example("hello.yaml"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .containsPattern("greet +jar +SUCCEEDED +\\d+ ms")
                .containsPattern("count +wasm +SUCCEEDED +\\d+ ms")
                .containsPattern("report +built-in +SUCCEEDED +\\d+ ms")
                .contains("message: Hello, World! (2 words)")
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource({
        "CONTINUE_POSSIBLE, SKIPPED, SUCCEEDED",
        "ALWAYS, SUCCEEDED, SUCCEEDED",
    })
    void followsTheFailurePolicyOfTheEtlExample(String policy, String merge, String audit) throws IOException {
        Path etl = withPolicy(policy);

        Sandglass.Result result = sandglass.call("run", etl.toString(), "-o", "json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(state(result, "apac")).isEqualTo("FAILED");
        assertThat(state(result, "eu")).isEqualTo("SUCCEEDED");
        assertThat(state(result, "merge")).isEqualTo(merge);
        assertThat(state(result, "audit")).isEqualTo(audit);
    }

    @Test
    void startsNothingMoreUnderHalt() throws IOException {
        Sandglass.Result result = sandglass.call("run", withPolicy("HALT").toString(), "-o", "json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(state(result, "apac")).isEqualTo("FAILED");
        assertThat(state(result, "merge")).isNotEqualTo("SUCCEEDED");
    }

    @Test
    void startsAShellOnlyIfTheAdministratorGrantedIt() throws IOException {
        Path workflow = write("shell.yaml", """
                apiVersion: sandglass/v3
                kind: Workflow
                id: shell
                nodes:
                  say: { type: shell, with: { argv: [echo, hello] }, permissions: { exec: [echo] } }
                outputs: { said: "{{ nodes.say.output.stdout }}" }
                """);

        Sandglass.Result refused = sandglass.call("run", workflow.toString());
        Sandglass.Result granted = sandglass.call("run", workflow.toString(), "--grant-exec", "echo");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("NotGranted").contains("echo");
        assertThat(granted.exitCode()).as(granted.out() + granted.err()).isZero();
        assertThat(granted.out()).contains("said: hello");
    }

    @Test
    void namesWhatIsWrongWithInputs() throws IOException {
        Path workflow = write("inputs.yaml", """
                apiVersion: sandglass/v3
                kind: Workflow
                id: inputs
                inputs:
                  count: { type: integer }
                nodes:
                  say: { type: echo, with: { n: "{{ inputs.count }}" } }
                """);

        assertThat(sandglass.call("run", workflow.toString()).err()).contains("count");
        assertThat(sandglass
                        .call("run", workflow.toString(), "-i", "count=many")
                        .err())
                .contains("count")
                .contains("whole number");
        assertThat(sandglass.call("run", workflow.toString(), "-i", "cuont=3").err())
                .contains("did you mean 'count'");
        assertThat(sandglass.call("run", workflow.toString(), "-i", "count=3").exitCode())
                .isZero();
    }

    @Test
    void answersHistoryAfterwards() {
        sandglass.call("run", example("hello.yaml"));

        assertThat(sandglass.call("runs", "list").out())
                .contains("examples/hello")
                .contains("SUCCEEDED");
        assertThat(sandglass.call("runs", "show", "last").out())
                .contains("greet")
                .contains("SUCCEEDED");
        assertThat(sandglass.call("sql", "delete from report.runs").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "seed-000.yaml, sandglass/v1, hello, '\"prompt\" : \"Say hello, Ada!\"'",
        "seed-001-echo.yaml, sandglass/v2, greet_user, 'Say hello, Ada! Provide a warm, personalized greeting.'",
        "seed-002.yaml, sandglass/v2, hello, '\"msg\" : \"hi\"'",
    })
    void upgradesDocumentsOfOlderFormatsAndRunsThem(String file, String version, String node, String output)
            throws IOException {
        Path old = Path.of("../spec-migrations/src/test/resources", file);
        String[] input = Files.readString(old).contains("name}") ? new String[] {"-i", "name=Ada"} : new String[0];

        Sandglass.Result check = new Sandglass(scratch.resolve("unused")).bare("migrate", old.toString(), "--check");
        Sandglass.Result run = sandglass.call(arguments("run", old.toString(), "-o", "json", input));

        assertThat(check.exitCode()).as(check.err()).isZero();
        assertThat(check.out()).contains(version + " -> sandglass/v3");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(state(run, node)).isEqualTo("SUCCEEDED");
        assertThat(sandglass.column("select status from report.runs")).containsExactly("SUCCEEDED");
    }

    private static String[] arguments(String a, String b, String c, String d, String[] more) {
        return Stream.concat(Stream.of(a, b, c, d), Stream.of(more)).toArray(String[]::new);
    }

    private static String example(String name) {
        return Sandglass.examples().resolve(name).toString();
    }

    private Path withPolicy(String policy) throws IOException {
        String etl = Files.readString(Sandglass.examples().resolve("etl.yaml"));
        return write("etl.yaml", etl.replace("failurePolicy: CONTINUE_POSSIBLE", "failurePolicy: " + policy));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(scratch.resolve(name), text);
    }

    private static String state(Sandglass.Result result, String node) throws IOException {
        for (JsonNode line : JSON.readTree(result.out()).path("nodes")) {
            if (line.path("id").asText().equals(node)) {
                return line.path("status").asText();
            }
        }
        throw new AssertionError("no node " + node + " in " + result.out());
    }
}
