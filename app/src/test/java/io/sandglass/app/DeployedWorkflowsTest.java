package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Deployment;
import io.sandglass.store.InMemoryStore;
import io.sandglass.store.SpecStore;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeployedWorkflowsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final WorkflowKey DAILY = new WorkflowKey("shop", "daily");

    private final SpecStore specs = new InMemoryStore().specs();
    private final DeployedWorkflows deployed = new DeployedWorkflows(specs);

    @Test
    void theLiveRevisionRunsAlthoughAnotherWasRunByHandSince() {
        save(DAILY, "live");
        deploy("daily.yaml", DAILY, 1, 0);
        save(DAILY, "tried out");

        assertThat(deployed.find("shop/daily").body()).isEqualTo("live");
        assertThat(deployed.find("daily").body()).isEqualTo("live");
    }

    @Test
    void whereOneFileTakesOverFromAnotherTheLaterOneCounts() {
        save(DAILY, "before");
        save(DAILY, "after");
        deploy("b.yaml", DAILY, 2, 1);
        deploy("a.yaml", DAILY, 1, 0);

        assertThat(deployed.find("daily").body()).isEqualTo("after");
    }

    @Test
    void aWorkflowWithoutAFileRunsAsItRanLast() {
        save(DAILY, "first");
        save(DAILY, "second");

        assertThat(deployed.find("daily").revision()).isEqualTo(2);
    }

    @Test
    void whatIsMisspeltAmbiguousOrRefusedIsToldApart() {
        save(DAILY, "x");
        save(new WorkflowKey("bank", "daily"), "y");
        deploy("monthly.yaml", new WorkflowKey("shop", "monthly"), 0, 0);

        assertThatThrownBy(() -> deployed.find("shop/dayly")).hasMessageContaining("did you mean 'shop/daily'?");
        assertThatThrownBy(() -> deployed.find("daily")).hasMessageContaining("bank/daily, shop/daily; say which");
        assertThatThrownBy(() -> deployed.find("monthly"))
                .isInstanceOf(UnknownName.class)
                .hasMessageContaining("the file of workflow 'shop/monthly' was refused");
    }

    private void save(WorkflowKey workflow, String body) {
        specs.save(workflow, body, "test", NOW);
    }

    private void deploy(String file, WorkflowKey workflow, int revision, int second) {
        specs.recordDeployment(new Deployment(
                file, Optional.of(workflow), revision, revision > 0 ? "" : "bad", NOW.plusSeconds(second)));
    }
}
