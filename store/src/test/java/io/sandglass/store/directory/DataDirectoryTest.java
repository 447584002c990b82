package io.sandglass.store.directory;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.database.Database;
import io.sandglass.store.fixture.OtherProcess;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the directory and its files before and after a store is open (D7, K3, P15). */
class DataDirectoryTest {
    private static final RunId RUN = new RunId(1);

    @TempDir
    private Path home;

    @Test
    void letsNobodyElseIn() throws IOException {
        Path data = home.resolve("a/b");

        try (H2Store store = H2Store.open(StoreSettings.inDirectory(data).withTcpPort(0))) {
            store.history().query("select 1", List.of(), 1, Duration.ofSeconds(5));
        }

        assertThat(Files.getPosixFilePermissions(data)).containsOnly(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);
        try (Stream<Path> files = Files.walk(data)) {
            assertThat(files.filter(Files::isRegularFile).toList())
                    .hasSize(7)
                    .allSatisfy(file ->
                            assertThat(Files.getPosixFilePermissions(file)).containsOnly(OWNER_READ, OWNER_WRITE));
        }
    }

    @Test
    void holdsThePasswordOfTheReaderBeforeAnybodyAsks() {
        open().close();

        assertThat(home.resolve("reader.json")).content().contains("\"user\": \"reader\"");
    }

    @Test
    void makesThePasswordOfTheReaderAnewIfItsFileHoldsNone() throws IOException {
        open().close();
        Files.write(home.resolve("reader.json"), new byte[] {'x', (byte) 0xff, '\n'});

        try (H2Store store = open()) {
            assertThat(store.history()
                            .query("select 1", List.of(), 1, Duration.ofSeconds(5))
                            .rows())
                    .hasSize(1);
        }

        assertThat(home.resolve("reader.json")).content().contains("\"user\": \"reader\"");
    }

    @Test
    void closesADirectoryThatWasOpenToOthers() throws IOException {
        Files.setPosixFilePermissions(home, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));

        open().close();

        assertThat(Files.getPosixFilePermissions(home)).containsOnly(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);
    }

    @Test
    void refusesAPathThatWouldBecomeSettings() {
        assertThatThrownBy(() -> StoreSettings.inDirectory(home.resolve("x;INIT=DROP ALL OBJECTS")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("semicolon");
        assertThatThrownBy(() -> StoreSettings.inDirectory(home.resolve("a\\b")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void worksUnderAPathWithStrangeCharacters() {
        Path data = home.resolve("zip:a b%20'\"{}\u00e9?#!");

        try (H2Store store = H2Store.open(StoreSettings.inDirectory(data).withTcpPort(0))) {
            store.runs().append(Samples.records(RUN, Samples.started(Cause.manual())));
        }

        assertThat(data.resolve("sandglass.mv.db")).exists();
    }

    @Test
    void refusesASecondStoreInTheSameProcess() {
        try (H2Store store = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreLocked.class)
                    .hasMessageContaining(home.resolve("sandglass.mv.db").toString())
                    .hasMessageContaining("another store in this process");

            store.runs().append(Samples.records(RUN, Samples.started(Cause.manual())));
        }
        open().close();
    }

    @Test
    void refusesAnotherProcess() throws Exception {
        try (H2Store store = open();
                OtherProcess other = OtherProcess.start(StoreHolder.class, home.toString())) {
            assertThat(other.line())
                    .contains("in use by process " + ProcessHandle.current().pid())
                    .contains("stop that one first");
            store.runs().append(Samples.records(RUN, Samples.started(Cause.manual())));
        }
    }

    @Test
    void isFreeAgainWhenTheOtherProcessIsKilled() throws Exception {
        try (OtherProcess other = OtherProcess.start(StoreHolder.class, home.toString())) {
            assertThat(other.line()).startsWith("open");
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreLocked.class)
                    .hasMessageContaining("process " + other.pid());
        }

        open().close();
    }

    @Test
    void leavesTheJournalOfAnotherProcessAsItIsAlsoIfItsLockWasDeleted() throws Exception {
        try (OtherProcess other = OtherProcess.start(StoreHolder.class, home.toString())) {
            assertThat(other.line()).startsWith("open");
            Files.delete(home.resolve("sandglass.lock"));
            Path segment = segment();

            Files.write(segment, new byte[] {1}, StandardOpenOption.APPEND); // half of what it is writing
            byte[] before = Files.readAllBytes(segment);

            assertThatThrownBy(this::open).isInstanceOf(StoreLocked.class);

            assertThat(segment).hasBinaryContent(before);
        }
    }

    @Test
    void restoresNothingIntoTheHomeOfAnotherProcessAlsoIfItsLockWasDeleted(@TempDir Path elsewhere) throws Exception {
        Path saved = elsewhere.resolve("saved.zip");
        try (H2Store store = open()) {
            store.backup(saved);
        }
        try (OtherProcess other = OtherProcess.start(StoreHolder.class, home.toString())) {
            assertThat(other.line()).startsWith("open");
            Files.delete(home.resolve("sandglass.lock"));

            assertThatThrownBy(() -> H2Store.restore(saved, home)).isInstanceOf(StoreLocked.class);

            assertThat(segment()).exists();
        }
    }

    private Path segment() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("journal"))) {
            return files.max(Comparator.comparing(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    @Test
    void namesAPasswordFileThatIsMissingOrForeign() throws IOException {
        open().close();
        Files.writeString(home.resolve("admin.json"), "{\"user\": \"admin\", \"password\": \"0\"}");

        assertThatThrownBy(this::open).isInstanceOf(StoreCorrupt.class).hasMessageContaining("admin.json");

        Files.delete(home.resolve("admin.json"));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining("admin.json")
                .hasMessageContaining("missing");
        assertThat(home.resolve("admin.json")).doesNotExist();

        Files.writeString(home.resolve("admin.json"), "{");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreCorrupt.class)
                .hasMessageContaining("does not hold a user and a password")
                .hasMessageContaining("unzip -p FILE admin.json");
    }

    @Test
    void refusesADatabaseThatANewerProgramWrote() throws IOException, SQLException {
        open().close();
        change("update \"flyway_schema_history\" set \"version\" = '99'");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreTooNew.class)
                .hasMessageContaining("schema version 99")
                .hasMessageContaining("versions up to " + Schema.CURRENT.newest());
    }

    @Test
    void startsAgainAfterACrashWhileTheDatabaseWasMade() throws IOException {
        Files.writeString(home.resolve("sandglass-new.mv.db"), "half");
        Files.writeString(home.resolve("admin.json.new"), "ha");

        open().close();

        assertThat(home.resolve("sandglass-new.mv.db")).doesNotExist();
    }

    private H2Store open() {
        return H2Store.open(StoreSettings.inDirectory(home));
    }

    private void change(String sql) throws IOException, SQLException {
        Credentials admin =
                Credentials.parse(Files.readString(home.resolve("admin.json"))).orElseThrow();
        try (Connection connection = new Database("async:" + home.resolve("sandglass"), admin).connect()) {
            connection.createStatement().executeUpdate(sql);
            connection.commit();
        }
    }
}
