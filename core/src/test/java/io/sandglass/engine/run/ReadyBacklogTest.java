package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.run.ReadyBacklog.Ready;
import io.sandglass.fair.FairGate;
import io.sandglass.fair.Tenancy;
import io.sandglass.plan.PlannedNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thousand nodes of a run are shown to a gate, and one more for its place; the rest wait. */
class ReadyBacklogTest {
    private static final int SHOWN = 1_001;
    private static final long SINCE = 7;

    private final ReadyBacklog backlog = new ReadyBacklog(new FairGate(1, Tenancy.NONE));
    private final List<PlannedNode> nodes = fan(SHOWN + 3).plan().nodes();
    private final PlannedNode out = nodes.get(0);
    private final PlannedNode first = nodes.get(SHOWN);
    private final PlannedNode second = nodes.get(SHOWN + 1);

    @BeforeEach
    void showAsManyAsThereIsRoomFor() {
        nodes.subList(0, SHOWN).forEach(node -> assertThat(backlog.pass(node)).isTrue());
        for (PlannedNode node : nodes.subList(SHOWN, nodes.size())) {
            assertThat(backlog.pass(node)).isFalse();
            backlog.add(new Ready(node, 1, SINCE));
        }
    }

    @Test
    void namesTheNextOneOnceThereIsRoom() {
        assertThat(backlog.next(out)).isEmpty();

        backlog.ended(out);

        assertThat(backlog.next(out)).map(Ready::node).contains(first);
        assertThat(backlog.take(out)).map(Ready::node).contains(first);
        assertThat(backlog.take(out)).isEmpty();
    }

    @Test
    void keepsThePlaceOfOneThatIsAnnounced() {
        backlog.ended(out);

        backlog.announce(first);

        assertThat(backlog.take(out)).isEmpty();
        assertThat(backlog.holds(first)).isFalse();
        assertThat(backlog.takeAnnounced(first)).contains(new Ready(first, 1, SINCE));
        assertThat(backlog.takeAnnounced(first)).isEmpty();
        assertThat(backlog.take(out)).isEmpty();
    }

    @Test
    void givesThePlaceOfOneThatIsAnnouncedToTheNextIfItEndsBefore() {
        backlog.ended(out);
        backlog.announce(first);

        Optional<Ready> announced = backlog.takeAnnounced(first);
        backlog.ended(first);

        assertThat(announced).isPresent();
        assertThat(backlog.take(out)).map(Ready::node).contains(second);
    }

    @Test
    void leavesOneThatIsNotTheNextWhereItIs() {
        backlog.ended(out);

        backlog.announce(second);

        assertThat(backlog.takeAnnounced(second)).isEmpty();
        assertThat(backlog.holds(second)).isTrue();
        assertThat(backlog.take(out)).map(Ready::node).contains(first);
    }

    @Test
    void forgetsPlacesThatAreKept() {
        backlog.ended(out);
        backlog.announce(first);

        backlog.clear();

        assertThat(backlog.takeAnnounced(first)).isEmpty();
        assertThat(backlog.pass(first)).isTrue();
        assertThat(backlog.pass(second)).isFalse();
    }

    private static TestWorkflow fan(int width) {
        TestWorkflow fan = workflow("fan");
        for (int i = 0; i < width; i++) {
            fan.node("n" + i, returning(1));
        }
        return fan;
    }
}
