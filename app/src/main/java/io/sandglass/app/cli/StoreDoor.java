package io.sandglass.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.Home;
import io.sandglass.app.Pruning;
import io.sandglass.app.http.ControlClient;
import io.sandglass.app.http.ServiceAddress;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreFindings;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks after the store of a home: through its service if one is running, else by itself. */
final class StoreDoor {
    private static final Duration PATIENCE = Duration.ofHours(1);

    private StoreDoor() {}

    static void backup(Home home, Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Optional<ServiceAddress> service = HistoryDoor.service(home);
        if (service.isPresent()) {
            ask(service.get(), "backup", Map.of("file", absolute.toString()));
            return;
        }
        require(home);
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home.data()))) {
            store.backup(absolute);
        } catch (StoreUnavailable e) {
            throw new CommandFailed(CommandFailed.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /** @return where the data that was there is now; its usual place if there was none */
    static Path restore(Home home, Path file) {
        if (HistoryDoor.service(home).isPresent()) {
            throw new CommandFailed(
                    CommandFailed.UNAVAILABLE, "a service is running on " + home.root() + "; stop it first");
        }
        try {
            return H2Store.restore(file, home.data());
        } catch (StoreUnavailable e) {
            throw new CommandFailed(CommandFailed.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    static StoreFindings verify(Home home) {
        Optional<ServiceAddress> service = HistoryDoor.service(home);
        if (service.isPresent()) {
            JsonNode answer = ask(service.get(), "verify", Map.of());
            return new StoreFindings(texts(answer.path("facts")), texts(answer.path("problems")));
        }
        require(home);
        return H2Store.verify(home.data());
    }

    /** @return how many runs were deleted, or would be */
    static long prune(Home home, Pruning pruning) {
        Optional<ServiceAddress> service = HistoryDoor.service(home);
        if (service.isPresent()) {
            return ask(service.get(), "prune", pruning.words()).path("runs").asLong();
        }
        require(home);
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home.data()))) {
            return pruning.run(store, Instant.now());
        } catch (StoreUnavailable e) {
            throw new CommandFailed(CommandFailed.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static void require(Home home) {
        if (!home.exists()) {
            throw new CommandFailed(
                    CommandFailed.USAGE, "there is nothing in " + home.root() + " yet; name another --home");
        }
    }

    private static JsonNode ask(ServiceAddress service, String action, Map<String, ?> request) {
        try {
            return new ControlClient(service).ask(action, request, PATIENCE);
        } catch (ControlClient.Refused e) {
            throw CommandFailed.refused(e);
        } catch (IOException e) {
            throw new CommandFailed(CommandFailed.UNAVAILABLE, "the service does not answer: " + e.getMessage());
        }
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
