package io.sandglass.store.tables;

import io.sandglass.store.codec.PayloadRef;
import io.sandglass.store.database.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Which run's records name which payload file. Used by one thread, within one transaction. */
public final class PayloadTable {
    private static final String INSERT = "insert into payload (run_id, sha256, size_bytes) values (?, ?, ?)";
    private static final String HAS = "select 1 from payload where run_id = ? and sha256 = ?";
    private static final String NAMED = "select 1 from payload where sha256 = ? limit 1";
    private static final String ALL = "select distinct sha256, size_bytes from payload";

    private PayloadTable() {}

    private record Named(long run, PayloadRef ref) {}

    static void write(Sql sql, List<RunFold> runs) throws SQLException {
        List<Named> fresh = new ArrayList<>();
        for (RunFold run : runs) {
            for (PayloadRef ref : run.payloads()) {
                Named named = new Named(run.run().value(), ref);
                if (run.fresh() || !has(sql, named)) {
                    fresh.add(named);
                }
            }
        }
        sql.batch(
                INSERT,
                fresh,
                (named, params) -> params.number(named.run())
                        .text(named.ref().sha256())
                        .number(named.ref().size()));
    }

    /** Whether any run's records name the file. */
    public static boolean named(Sql sql, String sha256) throws SQLException {
        return sql.first(NAMED, row -> true, sha256).isPresent();
    }

    /** Each payload that some run names. */
    public static List<PayloadRef> all(Sql sql) throws SQLException {
        return sql.list(ALL, row -> new PayloadRef(row.getString(1), row.getInt(2)));
    }

    private static boolean has(Sql sql, Named named) throws SQLException {
        return sql.first(HAS, row -> true, named.run(), named.ref().sha256()).isPresent();
    }
}
