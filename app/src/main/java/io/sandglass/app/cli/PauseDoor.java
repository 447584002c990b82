package io.sandglass.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.app.Home;
import io.sandglass.app.PausableNames;
import io.sandglass.app.Pausing;
import io.sandglass.app.http.ControlClient;
import io.sandglass.app.http.ServiceAddress;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.time.Clock;
import io.sandglass.trigger.Pauses;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Pauses and resumes in a home: through its service if one is running, else in its store. */
final class PauseDoor {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PauseDoor() {}

    /** @throws CommandFailed if the request makes no sense or cannot be recorded */
    static JsonNode ask(Home home, Map<String, ?> request) {
        Optional<ServiceAddress> service = HistoryDoor.service(home);
        try {
            return service.isPresent()
                    ? new ControlClient(service.get()).ask("pausing", request)
                    : alone(home, request);
        } catch (ControlClient.Refused e) {
            throw CommandFailed.refused(e);
        } catch (StoreUnavailable e) {
            throw new CommandFailed(CommandFailed.UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailed(CommandFailed.UNAVAILABLE, "the service does not answer: " + e.getMessage());
        }
    }

    private static JsonNode alone(Home home, Map<String, ?> request) {
        if (!home.exists()) {
            throw new CommandFailed(
                    CommandFailed.USAGE, "there is nothing in " + home.root() + " yet; name another --home");
        }
        Clock clock = Clock.system();
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home.data()))) {
            Pauses pauses = new Pauses(store.pauses(), clock, clock.now());
            PausableNames names = new PausableNames(store.specs(), store.triggers(), store.pauses());
            return JSON.valueToTree(new Pausing(pauses, names).answer(JSON.valueToTree(request)));
        }
    }
}
