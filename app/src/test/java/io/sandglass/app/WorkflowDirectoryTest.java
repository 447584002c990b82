package io.sandglass.app;

import static io.sandglass.app.WatchedHome.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.example.late.LateNode;
import io.sandglass.store.Deployment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorkflowDirectoryTest extends WorkflowDirectoryFixture {
    @Test
    void deploysAFileOnceTwoLooksHaveFoundItTheSame() throws IOException {
        home.write("a.yaml", "half a docum");
        home.look();
        home.write("a.yaml", workflow("x", "whole"));
        home.look();
        assertThat(home.triggers.live).isEmpty();
        assertThat(home.specs.deployments()).isEmpty();

        home.look();

        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
        assertThat(home.row("a.yaml").problems()).isEmpty();
    }

    @Test
    void leavesHiddenFilesTestsAndOtherKindsAlone() throws IOException {
        home.write(".a.yaml", workflow("x", "one"));
        home.write("a.test.yaml", workflow("x", "one"));
        home.write("a.yaml~", workflow("x", "one"));
        Files.createDirectory(home.file("b.yaml"));

        home.settle();

        assertThat(home.triggers.live).isEmpty();
        assertThat(home.specs.deployments()).isEmpty();
    }

    @Test
    void makesANewRevisionOfAChangedFile() throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.settle();

        home.write("a.yaml", workflow("x", "two"));
        home.settle();

        assertThat(home.triggers.live).containsExactly(entry("x", "r2 [t]"));
        assertThat(home.triggers.removed).isEmpty();
        assertThat(home.row("a.yaml").revision()).isEqualTo(2);
    }

    @Test
    void refusesABadFileAndKeepsTheRevisionBefore() throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.settle();

        home.write("a.yaml", workflow("x", "two", "ecko"));
        home.settle();

        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
        Deployment row = home.row("a.yaml");
        assertThat(row.workflow()).contains(X);
        assertThat(row.revision()).isEqualTo(1);
        assertThat(row.problems()).contains("ecko").contains("echo");

        home.write("a.yaml", workflow("x", "three"));
        home.settle();

        assertThat(home.row("a.yaml").problems()).isEmpty();
        assertThat(home.triggers.live).containsExactly(entry("x", "r2 [t]"));
    }

    @Test
    void isNotHeldUpByAFileThatCannotBeRead() throws IOException {
        Files.createSymbolicLink(home.file("a.yaml"), home.file("a.yaml")); // leads to itself
        home.write("b.yaml", workflow("x", "one"));
        home.settle();

        assertThat(home.triggers.live).containsKey("x");
        assertThat(home.row("a.yaml").problems()).contains("cannot be read");

        Files.delete(home.file("a.yaml"));
        home.write("a.yaml", workflow("w", "one"));
        home.settle();
        assertThat(home.triggers.live).containsOnlyKeys("x", "w");
    }

    @Test
    void keepsFiringWhatIsInAFileThatCannotBeReadAnyMore() throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.settle();

        Files.delete(home.file("a.yaml"));
        Files.createSymbolicLink(home.file("a.yaml"), home.file("a.yaml"));
        home.settle();

        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
        assertThat(home.triggers.removed).isEmpty();
    }

    @Test
    void refusesWhatIsTooLargeOrNoText() throws IOException {
        try (RandomAccessFile huge = new RandomAccessFile(home.file("a.yaml").toFile(), "rw")) {
            huge.setLength(WorkflowFiles.MAX_BYTES + 1L);
        }
        Files.write(home.file("b.yaml"), new byte[] {'i', 'd', ':', ' ', (byte) 0xC3, (byte) 0x28});
        home.write("c.yaml", workflow("x", "one"));

        home.settle();

        assertThat(home.row("a.yaml").problems()).contains("over 16 MiB");
        assertThat(home.row("b.yaml").problems()).contains("UTF-8");
        assertThat(home.triggers.live).containsOnlyKeys("x");
    }

    @Test
    void believesAnAbsenceOnlyAtTheSecondLook() throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.settle();
        Files.delete(home.file("a.yaml"));

        home.look();
        assertThat(home.triggers.live).containsKey("x");

        home.look();
        assertThat(home.triggers.live).isEmpty();
        assertThat(home.specs.deployments()).isEmpty();
    }

    @Test
    void overlooksThatAnEditorRemovesAFileToWriteItAnew() throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.settle();

        for (int save = 2; save <= 4; save++) {
            Files.delete(home.file("a.yaml"));
            home.look();
            home.write("a.yaml", workflow("x", "text " + save));
            home.look();
        }
        home.settle();

        assertThat(home.triggers.removed).isEmpty();
        assertThat(home.triggers.live).containsExactly(entry("x", "r2 [t]"));
    }

    @Test
    void changesNothingWhileTheDirectoryCannotBeListed() throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.settle();
        Path aside = root.resolve("aside");
        Path workflows = home.file("a.yaml").getParent();

        Files.move(workflows, aside);
        assertThatThrownBy(home::look).isInstanceOf(IOException.class);
        assertThatThrownBy(home::look).isInstanceOf(IOException.class);
        Files.move(aside, workflows);
        home.settle();

        assertThat(home.triggers.removed).isEmpty();
        assertThat(home.triggers.live).containsKey("x");
    }

    @Test
    void followsAFileThatIsRenamed() throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.settle();

        home.move("a.yaml", "b.yaml");
        home.settle();

        assertThat(home.triggers.removed).isEmpty();
        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
        assertThat(home.specs.deployments()).extracting(Deployment::file).containsExactly("b.yaml");
    }

    @Test
    void triesARefusedFileAgainWhenAPluginArrives() throws IOException {
        home.write("a.yaml", workflow("x", "one", "late"));
        home.settle();
        assertThat(home.row("a.yaml").problems()).contains("late");

        home.install(LateNode.class);
        home.look();

        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
        assertThat(home.row("a.yaml").problems()).isEmpty();
    }

    @Test
    void keepsItsRevisionWhenAnotherTextWasRunByHand() throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.settle();

        home.specs.save(X, workflow("x", "tried by hand"), "elsewhere.yaml", Instant.EPOCH);
        home.restart();
        home.settle();

        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
        assertThat(home.specs.newest(X).orElseThrow().revision()).isEqualTo(2);
    }

    @Test
    void makesUpForItWhenTheStoreComesBack() throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.write("b.yaml", workflow("w", "one"));
        home.settle();
        home.triggers.away = true;
        home.write("a.yaml", workflow("x", "two"));
        Files.delete(home.file("b.yaml"));
        home.settle();
        assertThat(home.triggers.live).containsOnly(entry("x", "r1 [t]"), entry("w", "r1 [t]"));

        home.triggers.away = false;
        home.look();

        assertThat(home.triggers.live).containsExactly(entry("x", "r2 [t]"));
        assertThat(home.specs.deployments()).extracting(Deployment::file).containsExactly("a.yaml");
    }
}
