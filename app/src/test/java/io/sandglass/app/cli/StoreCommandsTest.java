package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private String call(String... words) {
        Captured captured = Captured.plain();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-o", "json", "--home", scratch.resolve("home").toString()));
        assertThat(captured.run(all.toArray(String[]::new))).as(captured.err()).isZero();
        return captured.out();
    }
}
