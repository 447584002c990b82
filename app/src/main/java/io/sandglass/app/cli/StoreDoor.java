package io.sandglass.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.Home;
import io.sandglass.app.ModuleSweep;
import io.sandglass.app.Pruning;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.verify.StoreFindings;
import java.io.EOFException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

/** Looks after the store of a home: through its service if one is running, else by itself. */
final class StoreDoor {
    /** A large history takes its time; a service that ends breaks the connection. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private StoreDoor() {}

    static void backup(Home home, Path file) {
        Path absolute = BackupPath.toWrite(file);
        Optional<Served> service = Served.on(home);
        if (service.isPresent()) {
            service.get().ask("backup", Map.of("file", absolute.toString()), PATIENCE);
            return;
        }
        try (H2Store store = OwnStore.open(home)) {
            store.backup(absolute);
        } catch (StoreUnavailable e) {
            throw new CommandFailed(CommandFailed.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /** @return where the data that was there is now; its usual place if there was none */
    static Path restore(Home home, Path file) {
        BackupPath.toRead(file);
        if (Served.on(home).isPresent()) {
            throw new CommandFailed(
                    CommandFailed.UNAVAILABLE, "a service is running on " + home.root() + "; stop it first");
        }
        try {
            return H2Store.restore(file, home.data());
        } catch (StoreUnavailable e) {
            boolean damaged = e.getCause() instanceof ZipException || e.getCause() instanceof EOFException;
            throw new CommandFailed(
                    damaged ? CommandFailed.USAGE : CommandFailed.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    static StoreFindings verify(Home home) {
        Optional<Served> service = Served.on(home);
        if (service.isPresent()) {
            JsonNode answer = service.get().ask("verify", Map.of(), PATIENCE);
            return new StoreFindings(texts(answer.path("facts")), texts(answer.path("problems")));
        }
        OwnStore.require(home);
        return H2Store.verify(home.data());
    }

    /** @return how many runs were deleted, or would be */
    static long prune(Home home, Pruning pruning) {
        Optional<Served> service = Served.on(home);
        if (service.isPresent()) {
            return service.get()
                    .ask("prune", pruning.words(), PATIENCE)
                    .path("runs")
                    .asLong();
        }
        try (H2Store store = OwnStore.open(home)) {
            long runs = pruning.run(store, Instant.now());
            if (pruning.sure()) {
                ModuleSweep.all(home, store);
            }
            return runs;
        } catch (StoreUnavailable e) {
            throw new CommandFailed(CommandFailed.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
