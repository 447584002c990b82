package io.sandglass.store.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.RunId;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.PlacedChange;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;

class SuspectsTest {
    private static final RuntimeException OF_THE_DATA = new IllegalStateException("on purpose");
    private static final int MANY = 50;

    private long nanos;
    private final Suspects suspects = new Suspects(true, () -> nanos);

    @Test
    void noEntryIsToBlameInADatabaseThatWasNotMadeAnew() {
        fail(entry(7), MANY);

        assertThat(suspects.convicted(entry(7))).isFalse();
        assertThat(suspects.excuses(OF_THE_DATA)).isFalse();
    }

    @Test
    void anEntryIsToBlameThatFailsAloneInADatabaseMadeAnew() {
        fail(entry(7), 3);
        suspects.rebuilt(0);
        assertThat(suspects.convicted(entry(7))).isFalse();

        fail(entry(7), 3);

        assertThat(suspects.convicted(entry(7))).isTrue();
        assertThat(suspects.excuses(OF_THE_DATA)).isTrue();
    }

    @Test
    void laterEntriesAreToBlameInTheSameDatabaseForTenMinutes() {
        convict(7);
        suspects.caughtUp();

        nanos += Duration.ofMinutes(9).toNanos();
        fail(entry(9), 3);
        assertThat(suspects.convicted(entry(9))).isTrue();
        suspects.written(9, true);
        suspects.caughtUp();

        nanos += Duration.ofMinutes(2).toNanos();
        fail(entry(11), MANY);
        assertThat(suspects.convicted(entry(11))).isFalse();
    }

    @Test
    void theDatabaseIsDoubtedAgainAfterManyEntries() {
        convict(7);
        suspects.caughtUp();
        for (int seq = 8; seq <= 17; seq++) {
            fail(entry(seq), 3);
            assertThat(suspects.convicted(entry(seq))).isTrue();
            suspects.written(seq, true);
            suspects.caughtUp();
        }

        fail(entry(18), MANY);

        assertThat(suspects.convicted(entry(18))).isFalse();
        assertThat(suspects.excuses(OF_THE_DATA)).isFalse();
    }

    @Test
    void aDatabaseThatTookAllOfItProvesNothing() {
        fail(entry(7), 3);
        suspects.rebuilt(0);
        suspects.written(7, false);
        suspects.caughtUp();

        fail(entry(9), MANY);

        assertThat(suspects.convicted(entry(9))).isFalse();
    }

    @Test
    void whatWasSetAsideLongAgoIsSoAgainWhileADatabaseMadeAnewCatchesUp() {
        fail(entry(7), 3);
        suspects.rebuilt(MANY);
        for (int seq = 1; seq <= MANY; seq++) {
            fail(entry(seq), 3);
            assertThat(suspects.convicted(entry(seq))).as("entry %d", seq).isTrue();
            suspects.written(seq, true);
        }
        suspects.caughtUp();

        fail(entry(MANY + 1), 3);

        assertThat(suspects.convicted(entry(MANY + 1))).isTrue();
    }

    @Test
    void aDatabaseMadeAnewIsDoubtedIfItRefusesManyMoreThanTheOneBefore() {
        suspects.rebuilt(MANY);
        for (int seq = 1; seq <= MANY + 11; seq++) {
            fail(entry(seq), 3);
            assertThat(suspects.convicted(entry(seq))).as("entry %d", seq).isTrue();
            suspects.written(seq, true);
        }

        fail(entry(MANY + 12), MANY);

        assertThat(suspects.convicted(entry(MANY + 12))).isFalse();
    }

    @Test
    void theTenMinutesBeginWhenTheDatabaseHasCaughtUp() {
        convict(7);
        nanos += Duration.ofMinutes(11).toNanos();
        suspects.caughtUp();

        fail(entry(9), 3);

        assertThat(suspects.convicted(entry(9))).isTrue();
    }

    @Test
    void anEntryThatIsTakenAfterAllProvesNothing() {
        suspects.rebuilt(0);
        fail(entry(7), 3);
        suspects.written(7, false);
        suspects.caughtUp();

        fail(entry(9), MANY);

        assertThat(suspects.convicted(entry(9))).isFalse();
    }

    @Test
    void noEntryIsToBlameForTheDiskTheMemoryOrAClosedDatabase() {
        convict(7);
        SQLException full = new SQLException("No space left on device", "HY000", ErrorCode.GENERAL_ERROR_1);
        SQLException closed = new SQLException("closed", "90098", ErrorCode.DATABASE_IS_CLOSED);
        SQLException unwritable = new SQLException(
                "General error",
                "HY000",
                ErrorCode.GENERAL_ERROR_1,
                new MVStoreException(DataUtils.ERROR_WRITING_FAILED, "Could not write to file"));
        SQLException exchanged = new SQLException(
                "General error", "HY000", ErrorCode.GENERAL_ERROR_1, new NoClassDefFoundError("org/h2/Gone"));

        for (Throwable failure : List.of(
                new StoreUnavailable("full", full),
                new StoreUnavailable("closed", closed),
                new StoreUnavailable("unwritable", unwritable),
                new StoreUnavailable("exchanged", exchanged),
                new OutOfMemoryError())) {
            for (int i = 0; i < MANY; i++) {
                suspects.failed(entry(9), failure);
            }
            assertThat(suspects.convicted(entry(9))).as("%s", failure).isFalse();
            assertThat(suspects.excuses(failure)).as("%s", failure).isFalse();
        }
    }

    @Test
    void aFailureToSetAnEntryAsideIsTheDatabases() {
        suspects.rebuilt(0);
        fail(entry(7), 3);
        assertThat(suspects.excuses(OF_THE_DATA)).isTrue();

        fail(entry(7), 1);

        assertThat(suspects.excuses(OF_THE_DATA)).isFalse();
    }

    private void convict(long seq) {
        suspects.rebuilt(0);
        fail(entry(seq), 3);
        suspects.written(seq, true);
    }

    private void fail(List<PlacedChange> entries, int times) {
        for (int i = 0; i < times; i++) {
            suspects.failed(entries, OF_THE_DATA);
        }
    }

    private static List<PlacedChange> entry(long seq) {
        return List.of(new PlacedChange(seq, new Change.RunsDeleted(List.of(new RunId(seq)))));
    }
}
