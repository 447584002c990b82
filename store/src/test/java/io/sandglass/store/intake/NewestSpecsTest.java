package io.sandglass.store.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoredSpec;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept is the newest revision, in no more room than there is. */
final class NewestSpecsTest {
    private final NewestSpecs specs = new NewestSpecs(10);

    @Test
    void whatWasReadIsNotReadAgain() {
        specs.get(workflow("a"), () -> Optional.of(spec("a", 1, "body")));

        assertThat(specs.get(workflow("a"), NewestSpecsTest::unread)).contains(spec("a", 1, "body"));
    }

    @Test
    void whatIsNotThereIsAskedForAgain() {
        specs.get(workflow("a"), Optional::empty);

        assertThat(specs.get(workflow("a"), () -> Optional.of(spec("a", 1, "body"))))
                .isPresent();
    }

    @Test
    void whatWasSavedMeanwhileIsNotReplacedByWhatWasRead() {
        specs.get(workflow("a"), () -> {
            specs.saved(spec("a", 2, "newer"));
            specs.saved(spec("b", 1, "long enough".substring(1))); // lets go of the newer one
            return Optional.of(spec("a", 1, "older"));
        });

        assertThat(specs.get(workflow("a"), () -> Optional.of(spec("a", 2, "newer"))))
                .contains(spec("a", 2, "newer"));
    }

    @Test
    void oldestUsedGoWhenThereIsNoRoom() {
        specs.saved(spec("a", 1, "12345"));
        specs.saved(spec("b", 1, "12345"));
        specs.get(workflow("a"), NewestSpecsTest::unread);
        specs.saved(spec("c", 1, "12345"));

        assertThat(specs.get(workflow("a"), NewestSpecsTest::unread)).isPresent();
        assertThat(specs.get(workflow("b"), Optional::empty)).isEmpty();
    }

    @Test
    void documentLargerThanTheRoomLeavesTheOthersWhereTheyAre() {
        specs.saved(spec("a", 1, "12345"));
        specs.saved(spec("b", 1, "123"));
        specs.saved(spec("b", 2, "12345678901"));

        assertThat(specs.get(workflow("a"), NewestSpecsTest::unread)).isPresent();
        assertThat(specs.get(workflow("b"), Optional::empty)).isEmpty();
    }

    private static Optional<StoredSpec> unread() {
        throw new AssertionError("it is known");
    }

    private static WorkflowKey workflow(String id) {
        return new WorkflowKey("main", id);
    }

    private static StoredSpec spec(String id, int revision, String body) {
        return new StoredSpec(workflow(id), revision, body, "", "", Instant.EPOCH);
    }
}
