package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.Home;
import io.sandglass.app.ServicePhase;
import io.sandglass.app.http.ControlClient;
import io.sandglass.app.http.ServiceAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The service that has a home open, asked by a command: where it refuses or does not answer, the command ends.
 *
 * @param client one connection for each question: nothing is held open
 */
record Served(ControlClient client) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    Served {
        requireNonNull(client, "client");
    }

    /**
     * The service that is running on the home now, if any. One that starts or stops is waited for.
     *
     * @throws CommandFailed if that takes long
     */
    static Optional<Served> on(Home home) {
        return on(home, PATIENCE);
    }

    /** @param patience how long one is waited for that starts or stops */
    static Optional<Served> on(Home home, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<ServicePhase> phase = ServicePhase.of(home); // first: one that is over now has left its address
        Optional<Served> service = answering(home);
        while (phase.isPresent() && service.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw still(phase.get(), home);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            phase = ServicePhase.of(home);
            service = answering(home);
        }
        return service;
    }

    private static CommandFailed still(ServicePhase phase, Home home) {
        return new CommandFailed(
                CommandFailed.UNAVAILABLE,
                "the service on " + home.root() + " is still " + phase.kind().word() + " (process " + phase.pid()
                        + "); try again in a moment");
    }

    private static Optional<Served> answering(Home home) {
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
