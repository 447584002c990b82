package io.sandglass.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.app.Home;
import io.sandglass.app.PausableNames;
import io.sandglass.app.Pausing;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.time.Clock;
import io.sandglass.trigger.Pauses;
import java.util.Map;

/** Pauses and resumes in a home: through its service if one is running, else in its store. */
final class PauseDoor {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PauseDoor() {}

    /**
     * Asks for one.
     *
     * @throws CommandFailed if the request makes no sense
     * @throws io.sandglass.store.StoreUnavailable if it cannot be recorded
     */
    static JsonNode ask(Home home, Map<String, ?> request) {
        return Served.on(home).map(service -> service.ask("pausing", request)).orElseGet(() -> alone(home, request));
    }

    private static JsonNode alone(Home home, Map<String, ?> request) {
        Clock clock = Clock.system();
        try (H2Store store = OwnStore.open(home)) {
            Pauses pauses = new Pauses(store.pauses(), clock, clock.now());
            PausableNames names = new PausableNames(store.specs(), store.triggers(), store.pauses());
            return JSON.valueToTree(new Pausing(pauses, names).answer(JSON.valueToTree(request)));
        }
    }
}
