package io.sandglass.store.tables;

import io.sandglass.run.RunEvent;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.RecordsLost;
import io.sandglass.store.codec.ByteSource;
import io.sandglass.store.codec.EventCodec;
import io.sandglass.store.codec.LargePayloads;
import io.sandglass.store.codec.Unreadable;
import io.sandglass.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the records of runs: from {@code run_log}, and, where an older program wrote them, from {@code event}. */
public final class RunLog {
    private static final String OLD =
            "select seq, type, data from event where run_id = ? and data is not null order by seq";
    private static final String CHUNKS = "select records from run_log where run_id = ? order by first_seq";

    private static final String GONE =
            "select payloads_gone_at, last_seq from run where run_id = ? and payloads_gone_at is not null";

    private RunLog() {}

    /**
     * A run's records as they are stored.
     *
     * @param old those that an older program wrote
     */
    public record Raw(RunId run, List<RunRecord> old, List<byte[]> chunks) {
        /**
         * Reads them.
         *
         * @param aside has the payloads that were put aside; null to read them as empty objects
         */
        public List<RunRecord> records(@Nullable LargePayloads aside) {
            List<RunRecord> records = new ArrayList<>(old);
            chunks.forEach(chunk -> read(run, new ByteSource(chunk, aside), records, Integer.MAX_VALUE));
            return records;
        }
    }

    /** @throws RecordsLost if they were deleted */
    public static Raw raw(Sql sql, RunId run) throws SQLException {
        Optional<RecordsLost> lost = sql.first(GONE, row -> lost(run, row), run.value());
        if (lost.isPresent()) {
            throw lost.get();
        }
        List<RunRecord> old = sql.list(
                OLD,
                row -> new RunRecord(run, row.getLong(1), EventReader.read(row.getString(2), row.getString(3))),
                run.value());
        return new Raw(run, old, sql.list(CHUNKS, row -> row.getBytes(1), run.value()));
    }

    static Optional<RunEvent> first(Sql sql, RunId run) throws SQLException {
        Optional<RunEvent> old =
                sql.first(OLD + " limit 1", row -> EventReader.read(row.getString(2), row.getString(3)), run.value());
        if (old.isPresent()) {
            return old;
        }
        List<RunRecord> first = new ArrayList<>();
        Optional<byte[]> chunk = sql.first(CHUNKS + " limit 1", row -> row.getBytes(1), run.value());
        chunk.ifPresent(bytes -> read(run, new ByteSource(bytes), first, 1));
        return first.stream().map(RunRecord::event).findFirst();
    }

    private static RecordsLost lost(RunId run, ResultSet row) throws SQLException {
        return new RecordsLost(
                run,
                row.getLong("last_seq"),
                "the inputs and outputs of run " + run + " were deleted at " + Sql.instant(row, "payloads_gone_at")
                        + ", being old enough");
    }

    private static void read(RunId run, ByteSource in, List<RunRecord> records, int most) {
        int format = in.bits();
        if (format != RunFold.LOG_FORMAT) {
            throw Unreadable.newer("the records of run " + run + " have the format " + format);
        }
        for (int left = most; left > 0 && !in.atEnd(); left--) {
            long seq = in.count();
            in.length();
            records.add(new RunRecord(run, seq, EventCodec.read(in)));
        }
    }
}
