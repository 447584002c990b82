package io.sandglass.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.app.Administration;
import io.sandglass.app.Catalog;
import io.sandglass.app.Home;
import io.sandglass.app.OwnEnd;
import io.sandglass.app.Steer;
import io.sandglass.app.Workbench;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Asks things of runs: through the service if one has the home open, else in an engine of its own. Close it. */
interface RunDoor extends AutoCloseable {
    /** @throws CommandFailed if the request is wrong or cannot be answered */
    JsonNode steer(Map<String, ?> request);

    /** @throws CommandFailed if there is no such run or node */
    JsonNode explain(Map<String, ?> request);

    /** Waits for the end of a run that this door itself makes; empty if a service does. */
    Optional<RunEnded> end(String run) throws InterruptedException;

    @Override
    void close();

    /** @throws CommandFailed if there is nothing to open */
    static RunDoor open(Home home) {
        Optional<Served> service = Served.on(home);
        if (service.isPresent()) {
            return new Remote(service.get());
        }
        OwnStore.require(home);
        Administration administration = Administration.of(home);
        Catalog catalog = Catalog.open(home, List.of());
        try {
            return new Local(catalog, Workbench.open(catalog, administration));
        } catch (RuntimeException e) {
            catalog.close();
            throw e;
        }
    }

    /** The home is open here. */
    record Local(Catalog catalog, Workbench workbench) implements RunDoor {
        private static final ObjectMapper JSON = new ObjectMapper();

        @Override
        public JsonNode steer(Map<String, ?> request) {
            return ask(() -> new Steer(workbench.engine()).steer(JSON.valueToTree(request)));
        }

        @Override
        public JsonNode explain(Map<String, ?> request) {
            return ask(() -> new Steer(workbench.engine()).explain(JSON.valueToTree(request)));
        }

        @Override
        public Optional<RunEnded> end(String run) throws InterruptedException {
            try {
                return Optional.of(new OwnEnd(workbench.engine(), RunId.parse(run)).await(() -> {}));
            } catch (ExecutionException e) {
                throw new CommandFailed(CommandFailed.UNAVAILABLE, "run " + run + " did not end: " + e.getCause());
            }
        }

        @Override
        public void close() {
            workbench.close();
            catalog.close();
        }

        private static JsonNode ask(java.util.function.Supplier<Map<String, ?>> question) {
            try {
                return JSON.valueToTree(question.get());
            } catch (IllegalArgumentException e) {
                throw new CommandFailed(CommandFailed.USAGE, String.valueOf(e.getMessage()));
            }
        }
    }

    /** A service has the home open. */
    record Remote(Served service) implements RunDoor {
        @Override
        public JsonNode steer(Map<String, ?> request) {
            return service.ask("steer", request);
        }

        @Override
        public JsonNode explain(Map<String, ?> request) {
            return service.ask("explain", request);
        }

        @Override
        public Optional<RunEnded> end(String run) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // one connection for each question: nothing is held open
        }
    }
}
