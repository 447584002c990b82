package io.sandglass.store.history;

import static io.sandglass.run.RunStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.directory.Credentials;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.JdbcAccess;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody with the reader's password tries, over the listener, with a plain driver (J1, J2, J4, D9). */
class HostileReaderTest {
    private static final RunId RUN = new RunId(7_000_000_000_000_000L);

    private static final Optional<String> NO_ERROR = Optional.empty();
    private static final AtomicLong NEXT = new AtomicLong(8_000_000_000_000_000L);

    @TempDir
    private static Path home;

    @TempDir
    private static Path outside;

    private static H2Store store;
    private static JdbcAccess access;
    private static String password;

    @BeforeAll
    static void open() throws IOException {
        store = H2Store.open(StoreSettings.inDirectory(home.resolve("data")).withTcpPort(0));
        store.runs().append(Samples.records(RUN, Samples.started(Cause.manual())));
        access = store.jdbc().orElseThrow();
        Path file = access.passwordFile().orElseThrow();
        password = Credentials.parse(Files.readString(file)).orElseThrow().password();
    }

    @AfterAll
    static void close() throws IOException {
        store.close();
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aReaderReadsTheViews() throws SQLException {
        try (Connection connection = connect(access.url());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select run_id from report.runs")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo(RUN.toString());
        }
    }

    @ParameterizedTest
    @FieldSource("io.sandglass.store.history.HostileStatements#REFUSED")
    void refusesStatement(String sql) throws SQLException {
        String there = sql.replace("@", outside.toString());

        try (Connection connection = connect(access.url());
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> drain(statement, there)).isInstanceOf(SQLException.class);
        }

        assertStoreIsWell();
    }

    @ParameterizedTest
    @FieldSource("io.sandglass.store.history.HostileStatements#REFUSED")
    void refusesStatementAsAQuery(String sql) {
        String there = sql.replace("@", outside.toString());

        assertThatThrownBy(() -> store.history().query(there, List.of(), 10, Duration.ofSeconds(5)))
                .isInstanceOf(QueryFailed.class);

        assertStoreIsWell();
    }

    @ParameterizedTest
    @MethodSource("urls")
    void refusesUrl(String url) {
        assertThatThrownBy(() -> connect(url).close()).isInstanceOf(SQLException.class);

        assertStoreIsWell();
    }

    @ParameterizedTest
    @FieldSource("io.sandglass.store.history.HostileStatements#USELESS")
    void isNotHinderedByStatement(String sql) throws SQLException {
        try (Connection connection = connect(access.url());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            drain(statement, sql);

            assertTimeoutPreemptively(
                    Duration.ofSeconds(5),
                    () -> store.runs()
                            .append(Samples.records(
                                    next(), Samples.started(Cause.manual()), Samples.ended(SUCCEEDED, NO_ERROR))));
        }
    }

    @Test
    void isNotHinderedByAUrl() throws SQLException {
        connect(access.url() + ";ACCESS_MODE_DATA=r;MAX_QUERY_TIMEOUT=1;DB_CLOSE_ON_EXIT=TRUE")
                .close();

        store.runs()
                .append(Samples.records(next(), Samples.started(Cause.manual()), Samples.ended(SUCCEEDED, NO_ERROR)));
    }

    @Test
    void refusesOtherUsersAndPasswords() {
        for (List<String> login : List.of(
                List.of("reader", "wrong"), List.of("admin", password), List.of("admin", ""), List.of("sa", ""))) {
            assertThatThrownBy(() -> DriverManager.getConnection(access.url(), login.get(0), login.get(1))
                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Wrong user name or password");
        }
    }

    @Test
    void aReaderCannotKeepAChangedPassword() throws SQLException, IOException {
        Path data = home.resolve("other");
        try (H2Store first = H2Store.open(StoreSettings.inDirectory(data).withTcpPort(0))) {
            JdbcAccess jdbc = first.jdbc().orElseThrow();
            String secret = Credentials.parse(
                            Files.readString(jdbc.passwordFile().orElseThrow()))
                    .orElseThrow()
                    .password();
            try (Connection connection = DriverManager.getConnection(jdbc.url(), "reader", secret);
                    Statement statement = connection.createStatement()) {
                statement.execute("set password 'mine'");
            }
        }

        try (H2Store second = H2Store.open(StoreSettings.inDirectory(data))) {
            assertThat(second.history()
                            .query("select 1", List.of(), 1, Duration.ofSeconds(5))
                            .rows())
                    .hasSize(1);
        }
    }

    @Test
    void listensOnLoopbackOnly() throws IOException {
        int port = Integer.parseInt(access.url().replaceFirst(".*:(\\d+)/.*", "$1"));
        String hexPort = String.format(":%04X", port);
        Path sockets = Path.of("/proc/self/net/tcp");
        Path sockets6 = Path.of("/proc/self/net/tcp6");
        assumeTrue(Files.exists(sockets), "no /proc here");

        List<String> listening = Stream.of(sockets, sockets6)
                .filter(Files::exists)
                .flatMap(HostileReaderTest::lines)
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[1].endsWith(hexPort) && fields[3].equals("0A"))
                .map(fields -> fields[1])
                .toList();

        assertThat(listening).hasSize(1).allMatch(address -> address.matches("(0{24}|0{16}FFFF0000)?0100007F:.*"));
    }

    private static RunId next() {
        return new RunId(NEXT.incrementAndGet());
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.US_ASCII).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, access.user(), password);
    }

    /** Runs all of it: some things happen only when rows are read. */
    private static void drain(Statement statement, String sql) throws SQLException {
        if (statement.execute(sql)) {
            ResultSet result = statement.getResultSet();
            while (result.next()) {
                result.getString(1);
            }
        }
    }

    private static void assertStoreIsWell() {
        assertThat(store.runs().openRuns()).containsExactly(RUN);
        assertThat(store.specs().newestRevisions()).isEmpty();
    }

    static Stream<String> urls() {
        String base = access.url().replaceFirst("/sandglass.*", "/");
        String ours = base + "sandglass";
        return Stream.of(
                ours + ";INIT=CREATE ALIAS A FOR 'java.lang.System.exit'",
                ours + ";INIT=RUNSCRIPT FROM 'http://127.0.0.1:1/x.sql'",
                ours + ";INIT=DROP VIEW REPORT.RUNS",
                ours + ";TRACE_LEVEL_FILE=3",
                ours + ";TRACE_LEVEL_SYSTEM_OUT=3",
                ours + ";MODE=MySQL",
                ours + ";CACHE_SIZE=1",
                ours + ";LOG=0",
                ours + ";WRITE_DELAY=10000",
                ours + ";DB_CLOSE_DELAY=-1",
                ours + ";CIPHER=AES",
                ours + ";DATABASE_EVENT_LISTENER='java.lang.Object'",
                base + "other",
                base + "../sandglass",
                base + "..%2fsandglass",
                base + outside.resolve("new"),
                base + "async:" + home.resolve("data/sandglass"),
                base + "file:" + home.resolve("data/sandglass"),
                base + "nio:" + home.resolve("data/sandglass"),
                base + "zip:" + home.resolve("data/sandglass.zip!/x"),
                base + "mem:new",
                base + "mem:management_db_" + base.replaceFirst(".*:(\\d+)/", "$1"),
                base + "split:" + outside.resolve("x"),
                base + "retry:" + outside.resolve("x"),
                base + "classpath:db/migration",
                base + "~/x");
    }
}
