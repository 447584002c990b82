package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looks after the store, asked by a program. */
class StoreCommandsTest {
    @TempDir
    Path scratch;

    @Test
    void answersInJson() throws IOException {
        Path workflow = Files.writeString(scratch.resolve("w.yaml"), """
                apiVersion: sandglass/v3
                id: w
                nodes: { a: { type: echo } }
                """);
        Path file = scratch.resolve("copy.zip");
        call("run", workflow.toString());

        assertThat(call("verify")).containsSubsequence("\"facts\" : [", "\"problems\" : [ ]");
        assertThat(call("runs", "prune", "--older-than", "P30D"))
                .containsSubsequence("\"runs\" : 0", "\"deleted\" : false");
        assertThat(call("backup", file.toString())).contains("\"wrote\" : \"" + file);
        assertThat(call("restore", file.toString())).contains("\"restored\" : \"", "\"aside\" : \"");
    }

    @Test
    void refusesWhatIsNoBackupOrADamagedOne() throws IOException {
        Path workflow = Files.writeString(scratch.resolve("w.yaml"), """
                apiVersion: sandglass/v3
                id: w
                nodes: { a: { type: echo } }
                """);
        call("run", workflow.toString());
        Path whole = scratch.resolve("copy.zip");
        call("backup", whole.toString());
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(scratch.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length / 2));
        bytes[bytes.length / 2] ^= 4;
        Path flipped = Files.write(scratch.resolve("flipped.zip"), bytes);

        for (Path file : List.of(cut, flipped, scratch)) {
            Captured refused = Captured.plain();
            Path home = scratch.resolve("other");
            assertThat(refused.run("restore", file.toString(), "--home", home.toString()))
                    .as(refused.err())
                    .isEqualTo(2);
            assertThat(refused.err()).contains("no backup");
        }
    }

    private String call(String... words) {
        return Captured.json(scratch.resolve("home"), words);
    }
}
