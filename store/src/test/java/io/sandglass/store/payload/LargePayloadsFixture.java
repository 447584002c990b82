package io.sandglass.store.payload;

import static io.sandglass.store.fixture.Samples.records;
import static io.sandglass.store.fixture.Samples.started;
import static io.sandglass.store.fixture.Samples.succeeded;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.fixture.SetClock;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A store in a directory, and runs with payloads that are too large for records. */
abstract class LargePayloadsFixture {
    static final RunId RUN = new RunId(1_000);
    static final RunId OTHER = new RunId(1_001);

    final SetClock clock = new SetClock();

    @TempDir
    Path home;

    /** Another object each time, equal to the others. */
    static Payload large() {
        return Payload.of(Map.of("text", "large ".repeat(20_000)));
    }

    void append(RunId run) {
        try (H2Store store = open()) {
            store.runs().append(records(run, started(Cause.manual()), succeeded("load", 1, large())));
        }
    }

    H2Store open() {
        return H2Store.open(StoreSettings.inDirectory(data()).with(clock));
    }

    Path data() {
        return home.resolve("data");
    }

    List<Path> files() {
        Path payloads = data().resolve("payloads");
        if (!Files.exists(payloads)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(payloads)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("unnamed"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
