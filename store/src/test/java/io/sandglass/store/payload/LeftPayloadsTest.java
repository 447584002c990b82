package io.sandglass.store.payload;

import static io.sandglass.store.fixture.Samples.records;
import static io.sandglass.store.fixture.Samples.started;
import static io.sandglass.store.fixture.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.store.NoRoom;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Records with payloads that have left memory for their file. */
class LeftPayloadsTest extends LargePayloadsFixture {
    @Test
    void nameTheFileThatIsThereWithoutReadingIt() throws IOException {
        try (H2Store store = open()) {
            Payload left = left(store);
            byte[] kept = Files.readAllBytes(files().get(0));
            Files.write(files().get(0), new byte[kept.length]); // what would be read now, is not what was put

            store.runs().append(records(RUN, 3, succeeded("post", 1, left)));
            Files.write(files().get(0), kept);

            assertThat(outputOf(store, 2)).isEqualTo(large());
            assertThat(store.verify().problems()).isEmpty();
        }
        assertThat(files()).hasSize(1);
    }

    @Test
    void doSoAlsoAfterARestart() throws IOException {
        append(RUN);
        try (H2Store store = open()) {
            Payload left = outputOf(store, 1);
            shortenMemory();
            byte[] kept = Files.readAllBytes(files().get(0));
            Files.write(files().get(0), new byte[kept.length]);

            store.runs().append(records(RUN, 3, succeeded("post", 1, left)));
            Files.write(files().get(0), kept);

            assertThat(outputOf(store, 2)).isEqualTo(large());
        }
    }

    @Test
    void waitAloneWhileTheFileCanNeitherBeNamedNorRead() throws IOException {
        try (H2Store store = open()) {
            Payload left = left(store);
            Path file = files().get(0);
            Path away = Files.move(file, home.resolve("away"));
            Files.createDirectory(file); // which cannot be opened, as a file when too many are open

            assertThatThrownBy(() -> store.runs().append(records(RUN, 3, succeeded("post", 1, left))))
                    .isInstanceOf(NoRoom.class)
                    .hasMessageContaining("a payload that has left memory cannot come back");
            assertThat(store.runs().append(records(OTHER, started(Cause.manual()))))
                    .isEqualTo(Set.of());

            Files.delete(file);
            Files.move(away, file);
            store.runs().append(records(RUN, 3, succeeded("post", 1, left)));
            assertThat(outputOf(store, 2)).isEqualTo(large());
        }
    }

    @Test
    void areWrittenAnewByAnotherStore() throws IOException {
        try (H2Store store = open();
                H2Store other = H2Store.open(StoreSettings.inDirectory(home.resolve("other")))) {
            Payload left = left(store);

            other.runs().append(records(OTHER, started(Cause.manual()), succeeded("load", 1, left)));

            assertThat(((NodeSucceeded) other.runs().events(OTHER).get(1).event()).output())
                    .isEqualTo(large());
            assertThat(other.verify().problems()).isEmpty();
        }
    }

    private static Payload left(H2Store store) {
        Payload payload = large();
        store.runs().append(records(RUN, started(Cause.manual()), succeeded("load", 1, payload)));
        shortenMemory();
        return payload;
    }

    private static Payload outputOf(H2Store store, int record) {
        return ((NodeSucceeded) store.runs().events(RUN).get(record).event()).output();
    }

    /** Before memory runs out, everything leaves that may. */
    private static void shortenMemory() {
        assertThatThrownBy(() -> List.of(new long[Integer.MAX_VALUE - 8], new long[Integer.MAX_VALUE - 8]))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
