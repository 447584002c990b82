package io.sandglass.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Usage;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeProgressTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void anAttemptBehindAnotherThatDidNotEndShowsACrash() {
        assertThat(crashed().crashes()).isEqualTo(1);
    }

    @Test
    void anAttemptThatFailsEndsTheRowOfCrashes() {
        NodeProgress failed = crashed().after(failed("Http.500"));

        assertThat(failed.crashes()).isZero();
        assertThat(failed.failures()).isEqualTo(1);
    }

    @Test
    void anAttemptThatIsCutOffInOrderEndsTheRowOfCrashesToo() {
        NodeProgress closed = crashed().after(failed(AttemptFailed.SERVICE_CLOSED));

        assertThat(closed.crashes()).isZero();
        assertThat(closed.failures()).isZero();
    }

    @Test
    void anAttemptWhoseCodeDidNotRunSaysNothingOfTheCrashesBefore() {
        NodeProgress unreadable = crashed().after(failed(AttemptFailed.INPUT_UNREADABLE));

        assertThat(unreadable.crashes()).isEqualTo(1);
        assertThat(unreadable.failures()).isZero();
    }

    private static NodeProgress crashed() {
        return NodeProgress.NONE.after(started(1)).after(started(2));
    }

    private static AttemptStarted started(int attempt) {
        return new AttemptStarted("a", attempt, AT);
    }

    private static AttemptFailed failed(String code) {
        NodeFailure failure = NodeFailure.of(FailureKind.EXTERNAL, code, "on purpose");
        return new AttemptFailed("a", 2, failure, Optional.of(AT), Usage.NONE, AT);
    }
}
