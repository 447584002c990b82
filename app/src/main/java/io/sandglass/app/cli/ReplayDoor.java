package io.sandglass.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.app.Home;
import io.sandglass.app.RecordedAttempts;
import io.sandglass.run.RunId;
import io.sandglass.store.jdbc.H2Store;
import java.util.Map;

/** Finds what attempts were recorded with: through the service if one has the home open, else in its store. Close it. */
interface ReplayDoor extends AutoCloseable {
    /** The views over the same home; closed with this. */
    History history();

    /**
     * @param attempt 0 for the last that has ended
     * @return {attempt, recording}
     * @throws CommandFailed if there is no such attempt, or it cannot be run again
     */
    JsonNode recording(String run, String node, int attempt);

    @Override
    void close();

    /** @throws CommandFailed if there is nothing to open */
    static ReplayDoor open(Home home) {
        return Served.on(home).<ReplayDoor>map(Remote::new).orElseGet(() -> new Local(OwnStore.open(home)));
    }

    /** The home is open here. */
    record Local(H2Store store) implements ReplayDoor {
        private static final ObjectMapper JSON = new ObjectMapper();

        @Override
        public History history() {
            return new HistoryDoor.Local(store);
        }

        @Override
        public JsonNode recording(String run, String node, int attempt) {
            try {
                return JSON.valueToTree(new RecordedAttempts(store.runs()).find(RunId.parse(run), node, attempt));
            } catch (IllegalArgumentException e) {
                throw new CommandFailed(CommandFailed.USAGE, String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void close() {
            store.close();
        }
    }

    /** A service has the home open. */
    record Remote(Served service) implements ReplayDoor {
        @Override
        public History history() {
            return new HistoryDoor.Remote(service);
        }

        @Override
        public JsonNode recording(String run, String node, int attempt) {
            return service.ask("recording", Map.of("run", run, "node", node, "attempt", attempt));
        }

        @Override
        public void close() {
            // one connection for each question: nothing is held open
        }
    }
}
