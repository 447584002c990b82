package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.Home;
import io.sandglass.app.http.ControlClient;
import io.sandglass.app.http.ServiceAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The service that has a home open, asked by a command: where it refuses or does not answer, the command ends.
 *
 * @param client one connection for each question: nothing is held open
 */
record Served(ControlClient client) {
    Served {
        requireNonNull(client, "client");
    }

    /** The service that is running on the home now, if any. */
    static Optional<Served> on(Home home) {
        try {
            return ServiceAddress.read(home.serviceFile()).map(address -> new Served(new ControlClient(address)));
        } catch (IOException e) {
            throw new CommandFailed(
                    CommandFailed.UNAVAILABLE, "cannot read " + home.serviceFile() + ": " + e.getMessage());
        }
    }

    /** @throws CommandFailed if the service refuses, or does not answer */
    JsonNode ask(String action, Map<String, ?> request) {
        return answer(() -> client.ask(action, request));
    }

    /** The same for what may take long. */
    JsonNode ask(String action, Map<String, ?> request, Duration patience) {
        return answer(() -> client.ask(action, request, patience));
    }

    private interface Question {
        JsonNode put() throws IOException;
    }

    private static JsonNode answer(Question question) {
        try {
            return question.put();
        } catch (ControlClient.Refused e) {
            throw CommandFailed.refused(e);
        } catch (IOException e) {
            throw new CommandFailed(
                    CommandFailed.UNAVAILABLE,
                    "the service that has this home open does not answer (" + e.getMessage()
                            + "); what was begun goes on when it is started again");
        }
    }
}
