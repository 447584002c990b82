package io.sandglass.sandbox.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.Table;
import io.sandglass.sandbox.Wat;
import io.sandglass.sandbox.torture.CorpusRow.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Modules of others, such as the official test programs of WASI: {@code -Dsandbox.corpus=DIR}, with {@code .wasm} files at any
 * depth, whatever is in them.
 */
class CorpusTest {
    @TempDir
    Path scratch;

    @Test
    @EnabledIfSystemProperty(
            named = "sandbox.corpus",
            matches = ".+",
            disabledReason = "no folder of modules is given: -Dsandbox.corpus=DIR")
    void everyModuleIsRefusedOrEndsTheSameOnEveryEngine() throws IOException {
        Path folder = Path.of(System.getProperty("sandbox.corpus"));
        List<CorpusRow> rows = rows(folder);

        System.out.println(table(folder, rows));
        assertThat(rows).as("modules in the folder").isNotEmpty();
        assertThat(rows).filteredOn(row -> row.verdict().isBad()).isEmpty();
    }

    @Test
    void anythingMayBeInTheFolder() throws IOException {
        Path deep = Files.createDirectories(scratch.resolve("one/two"));
        Files.write(scratch.resolve("a-command.wasm"), Wat.command("nop"));
        Files.write(deep.resolve("b-library.wasm"), Wat.module("(module (func (export \"add\")))"));
        Files.write(deep.resolve("c-empty.wasm"), new byte[0]);
        Files.write(deep.resolve("d-component.wasm"), new byte[] {0, 'a', 's', 'm', 0x0D, 0, 1, 0});
        Files.write(deep.resolve("e-ill-typed.wasm"), illTyped());
        try (RandomAccessFile huge =
                new RandomAccessFile(deep.resolve("f-huge.wasm").toFile(), "rw")) {
            huge.setLength(1L << 32);
        }
        Files.createDirectories(deep.resolve("g-directory.wasm"));
        Files.writeString(deep.resolve("notes.txt"), "no module");

        List<CorpusRow> rows = rows(scratch);

        assertThat(rows)
                .as(table(scratch, rows))
                .extracting(CorpusRow::verdict)
                .containsExactly(
                        Verdict.SAME,
                        Verdict.UNLINKED,
                        Verdict.REFUSED,
                        Verdict.REFUSED,
                        Verdict.INVALID,
                        Verdict.REFUSED);
    }

    private static List<CorpusRow> rows(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".wasm"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(CorpusRow::of)
                    .toList();
        }
    }

    private static String table(Path folder, List<CorpusRow> rows) {
        Table table = new Table("module", "bytes", "verdict", "detail");
        rows.forEach(row -> table.add(folder.relativize(row.file()), row.bytes(), row.verdict(), row.detail()));
        return table.toString();
    }

    /** A function that promises an i32 and gives none. */
    private static byte[] illTyped() {
        return new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7F, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0x0B};
    }
}
