package io.sandglass.app.torture;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.http.ControlClient;
import io.sandglass.app.http.ServiceAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The door of one life of the service, the same that commands use. Thread-safe. */
final class Door {
    private final int life;
    private final ControlClient client;

    Door(int life, ServiceAddress address) {
        this.life = life;
        this.client = new ControlClient(address);
    }

    int life() {
        return life;
    }

    JsonNode ask(String action, Map<String, ?> request) throws IOException {
        return client.ask(action, request);
    }

    /** @return the run */
    String run(Shape shape) throws IOException {
        return ask("run", Map.of("document", shape.document(), "source", shape.id(), "inputs", Map.of()))
                .path("run")
                .asText();
    }

    JsonNode progress(String run) throws IOException {
        return ask("progress", Map.of("run", run));
    }

    /** @return whether it says that this is done; false if it refused */
    boolean steer(String run, String operation) throws IOException {
        return !ask("steer", Map.of("run", run, "operation", operation, "by", "torture", "reason", "torture"))
                .has("refused");
    }

    /** The rows of a select, which is what {@code sandglass sql} sees. */
    List<JsonNode> rows(String select, Object... parameters) throws IOException {
        JsonNode answer = ask("query", Map.of("sql", select, "parameters", List.of(parameters)));
        if (answer.path("truncated").asBoolean()) {
            throw new IOException("too many rows: " + select);
        }
        List<JsonNode> rows = new ArrayList<>();
        answer.path("rows").forEach(rows::add);
        return rows;
    }

    /** The only value of a select. */
    String value(String select, Object... parameters) throws IOException {
        return rows(select, parameters).get(0).get(0).asText();
    }

    /** As {@link #value}, where nothing may be in the way. */
    String sure(String select, Object... parameters) {
        try {
            return value(select, parameters);
        } catch (IOException e) {
            throw new AssertionError(select, e);
        }
    }

    /** Runs begun before that instant that have no end, and triggers that have a slot up to then without a record. */
    int open(Instant until) {
        String runs = "select count(*) from report.runs where status = 'RUNNING' and created_at < ?";
        String triggers = "select count(*) from report.triggers where next_fire_time <= ?";
        return Integer.parseInt(sure(runs, until.toString())) + Integer.parseInt(sure(triggers, until.toString()));
    }

    /** READY or DEGRADED; empty if it did not answer. */
    String state() {
        try {
            return ask("status", Map.of()).path("state").asText();
        } catch (IOException e) {
            return "";
        }
    }
}
