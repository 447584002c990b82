package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.http.ControlServer.Action;
import io.sandglass.app.http.ControlServer.BadRequest;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.verify.StoreFindings;
import io.sandglass.time.Clock;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a running service does with its store for commands on the same machine.
 *
 * <ul>
 *   <li>{@code backup}: {file}, absolute, gives {}
 *   <li>{@code verify}: {} gives {facts, problems}
 *   <li>{@code prune}: {olderThan, status, sure} gives {runs}, see {@link Pruning}
 * </ul>
 */
final class StoreActions {
    private final H2Store store;
    private final Clock clock;

    StoreActions(H2Store store, Clock clock) {
        this.clock = requireNonNull(clock, "clock");
        this.store = requireNonNull(store, "store");
    }

    Map<String, Action> byName() {
        return Map.of("backup", this::backup, "verify", request -> verify(), "prune", this::prune);
    }

    private Object backup(JsonNode request) {
        try {
            Path file = Path.of(request.path("file").asText());
            if (!file.isAbsolute()) {
                throw new BadRequest("the file needs an absolute path, but this is " + file);
            }
            store.backup(file);
            return Map.of();
        } catch (InvalidPathException e) {
            throw new BadRequest("the file has no name that can be used: " + e.getMessage());
        }
    }

    private Object prune(JsonNode request) {
        Pruning pruning = Pruning.of(
                request.path("olderThan").asText(),
                request.path("status").asText(),
                request.path("sure").asBoolean());
        return Map.of("runs", pruning.run(store, clock.now()));
    }

    private Object verify() {
        StoreFindings findings = store.verify();
        return Map.of("facts", findings.facts(), "problems", findings.problems());
    }
}
