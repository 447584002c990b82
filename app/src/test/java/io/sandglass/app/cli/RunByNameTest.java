package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sandglass run NAME} on a home that no service has open. */
class RunByNameTest {
    @TempDir
    Path scratch;

    @BeforeEach
    void aWorkflowThatRanOnce() throws IOException {
        Path file = Files.writeString(scratch.resolve("hello.yaml"), """
                apiVersion: sandglass/v3
                id: hello
                namespace: team
                inputs: { name: { type: string, default: World } }
                nodes: { say: { type: echo, with: { text: "Hello, {{ inputs.name }}!" } } }
                outputs: { text: "{{ nodes.say.output.text }}" }
                """);
        assertThat(call("run", file.toString()).code()).isZero();
        Files.delete(file);
    }

    @Test
    void runsItWithoutItsFile() {
        Called byId = call("run", "hello", "-i", "name=Ada");
        Called byName = call("run", "team/hello");

        assertThat(byId.code()).as(byId.err()).isZero();
        assertThat(byId.out()).contains("team/hello revision 1", "text: Hello, Ada!");
        assertThat(byName.out()).contains("text: Hello, World!");
    }

    @Test
    void takesAKey() {
        call("run", "hello", "--key", "k");

        assertThat(call("run", "team/hello", "--key", "k").out()).contains("is there already");
    }

    @Test
    void isRefusedWhileItIsPaused() {
        call("workflows", "pause", "hello", "--by", "ada");

        Called paused = call("run", "hello");

        assertThat(paused.code()).isEqualTo(2);
        assertThat(paused.err()).contains("paused by ada");
        assertThat(call("run", "hello", "--even-if-paused").code()).isZero();
    }

    @Test
    void isPausedByItsIdAloneUnlessSeveralHaveIt() throws IOException {
        Called one = call("workflows", "pause", "hello");
        Path other = Files.writeString(scratch.resolve("other.yaml"), """
                apiVersion: sandglass/v3
                id: hello
                namespace: other
                nodes: { say: { type: echo } }
                """);
        call("run", other.toString());
        Called several = call("workflows", "resume", "hello");
        Called misspelt = call("workflows", "resume", "helo");

        assertThat(one.out()).contains("paused workflow team/hello");
        assertThat(several.code()).isEqualTo(2);
        assertThat(several.err())
                .contains("more than one workflow is called 'hello': other/hello, team/hello; say which");
        assertThat(misspelt.err()).contains("there is no workflow 'helo'; did you mean 'hello'?");
        assertThat(call("workflows", "resume", "team/hello").out()).contains("resumed workflow team/hello");
    }

    @Test
    void namesWhatIsWrongWithAnInputOfIt() {
        Called wrong = call("run", "hello", "-i", "nme=Ada");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("did you mean 'name'?");
    }

    @Test
    void makesNoHomeForAWorkflowThatCannotBeThere() {
        Captured captured = Captured.plain();
        Path other = scratch.resolve("other");

        int code = captured.run("run", "hello", "--home", other.toString());

        assertThat(code).isEqualTo(2);
        assertThat(captured.err()).contains("there is no workflow 'hello'", "there is no file hello either");
        assertThat(other).doesNotExist();
    }

    private Called call(String... words) {
        Captured captured = Captured.plain();
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--home");
        all.add(scratch.resolve("home").toString());
        return new Called(captured.run(all.toArray(String[]::new)), captured.out(), captured.err());
    }

    private record Called(int code, String out, String err) {}
}
