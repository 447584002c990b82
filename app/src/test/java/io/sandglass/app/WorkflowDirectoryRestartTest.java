package io.sandglass.app;

import static io.sandglass.app.WatchedHome.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.example.late.LateNode;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a directory of workflows is after a restart. */
class WorkflowDirectoryRestartTest extends WorkflowDirectoryFixture {
    @Test
    void keepsWhatWasLiveOverARestartEvenIfItsFileIsBadNow() throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.settle();

        home.write("a.yaml", "id: [");
        home.restart();

        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
        home.settle();
        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
        assertThat(home.row("a.yaml").revision()).isEqualTo(1);
    }

    @Test
    void followsAFileThatIsRenamedWhileNobodyIsThere() throws IOException {
        home.write("b.yaml", workflow("x", "one"));
        home.settle();

        home.move("b.yaml", "a.yaml");
        home.restart();

        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
        home.settle();
        assertThat(home.triggers.removed).isEmpty();
        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
        assertThat(home.specs.deployments()).extracting(Deployment::file).containsExactly("a.yaml");
    }

    @Test
    void removesWhatWentWhileNobodyWasThere() throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.write("b.yaml", "bad");
        home.settle();

        Files.delete(home.file("a.yaml"));
        Files.delete(home.file("b.yaml"));
        home.restart();
        home.settle();

        assertThat(home.triggers.live).isEmpty();
        assertThat(home.triggers.removed).containsExactly("x");
        assertThat(home.specs.deployments()).isEmpty();
    }

    @Test
    void finishesARemovalThatACrashCutOff() throws IOException {
        home.write("a.yaml", workflow("x", "one"));
        home.settle();
        home.triggers.stored.add(new WorkflowKey("default", "left"));

        home.restart();
        home.settle();

        assertThat(home.triggers.removed).containsExactly("left");
        assertThat(home.triggers.stored).containsExactly(X);
    }

    @Test
    void goesOnFiringWhatLacksItsPluginAfterARestart() throws IOException {
        home.install(LateNode.class);
        home.write("a.yaml", workflow("x", "one", "late"));
        home.settle();

        home.uninstall();
        home.restart();
        home.settle();

        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
        assertThat(home.row("a.yaml").revision()).isEqualTo(1);
        assertThat(home.row("a.yaml").problems()).contains("late");

        home.install(LateNode.class);
        home.look();
        assertThat(home.row("a.yaml").problems()).isEmpty();
        assertThat(home.triggers.live).containsExactly(entry("x", "r1 [t]"));
    }

    @Test
    void saysSoWhenWhatWasLiveCannotBeRestored() throws IOException {
        home.specs.recordDeployment(new Deployment("a.yaml", Optional.of(X), 7, "", Instant.EPOCH));
        home.write("a.yaml", "bad");

        home.restart();
        home.settle();

        assertThat(home.row("a.yaml").revision()).isZero();
        assertThat(home.triggers.removed).containsExactly("x");
    }
}
