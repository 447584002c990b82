package io.sandglass.store;

import static io.sandglass.store.StoredRuns.NIGHTLY;
import static io.sandglass.store.StoredRuns.T0;
import static io.sandglass.store.StoredRuns.WORKFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.Asked;
import org.junit.jupiter.api.Test;

/** What every {@link PauseStore} promises. An adapter's test extends this; each test starts on an empty store. */
public abstract class PauseStoreContract {
    private static final Asked ADA = new Asked("ada", "the ledger is closed");
    private static final Asked BOB = new Asked("bob", "");
    private static final Pause WHOLE = Pause.begin(Pausable.of(WORKFLOW), ADA, T0);
    private static final Pause ONE = Pause.begin(Pausable.of(NIGHTLY), BOB, T0.plusSeconds(5));

    /** The store under test; the same one during a test. */
    protected abstract PauseStore store();

    @Test
    void givesBackPausesThatLastInTheirOrder() {
        assertThat(store().begin(WHOLE)).isTrue();
        assertThat(store().begin(ONE)).isTrue();

        assertThat(store().lastingOrEndedAfter(T0.plusSeconds(86_400))).containsExactly(WHOLE, ONE);
    }

    @Test
    void keepsTheFirstOfTwoPausesOfTheSame() {
        store().begin(WHOLE);

        assertThat(store().begin(Pause.begin(Pausable.of(WORKFLOW), BOB, T0.plusSeconds(9))))
                .isFalse();

        assertThat(store().lastingOrEndedAfter(T0)).containsExactly(WHOLE);
    }

    @Test
    void endsWhatIsPausedAndNothingElse() {
        store().begin(WHOLE);
        store().begin(ONE);

        assertThat(store().end(Pausable.of(NIGHTLY), ADA, T0.plusSeconds(60))).isTrue();
        assertThat(store().end(Pausable.of(NIGHTLY), ADA, T0.plusSeconds(70))).isFalse();

        assertThat(store().lastingOrEndedAfter(T0)).containsExactly(WHOLE, ONE.endedAt(T0.plusSeconds(60)));
    }

    @Test
    void leavesOutWhatEndedByThen() {
        store().begin(WHOLE);
        store().end(Pausable.of(WORKFLOW), BOB, T0.plusSeconds(60));

        assertThat(store().lastingOrEndedAfter(T0.plusSeconds(60))).isEmpty();
        assertThat(store().lastingOrEndedAfter(T0.plusSeconds(59))).hasSize(1);
    }

    @Test
    void pausesAgainWhatWasResumed() {
        Pause again = Pause.begin(Pausable.of(WORKFLOW), BOB, T0.plusSeconds(60));
        store().begin(WHOLE);
        store().end(Pausable.of(WORKFLOW), BOB, T0.plusSeconds(60));

        assertThat(store().begin(again)).isTrue();

        assertThat(store().lastingOrEndedAfter(T0)).containsExactly(WHOLE.endedAt(T0.plusSeconds(60)), again);
    }
}
