package io.sandglass.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.app.Home;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows how busy the service of a home is: runs and nodes by tenant, and pools.")
final class StatusCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode status = ask(home.home());
        output.format().print(terminal, () -> JSON.convertValue(status, Object.class), () -> print(status));
        return 0;
    }

    private static JsonNode ask(Home home) {
        return Served.on(home)
                .orElseThrow(() -> new CommandFailed(
                        CommandFailed.UNAVAILABLE,
                        "no service is running on " + home.root() + "; start one with sandglass serve"))
                .ask("status", Map.of());
    }

    private void print(JsonNode status) {
        JsonNode outage = status.path("outage");
        if (outage.isTextual()) {
            terminal.out().println("DEGRADED, nothing can be recorded: " + Printable.line(outage.asText()));
        }
        JsonNode stale = status.path("stale");
        if (stale.isTextual()) {
            terminal.out().println("DEGRADED, the history is not up to date: " + Printable.line(stale.asText()));
        }
        JsonNode stray = status.path("stray");
        if (stray.isTextual()) {
            terminal.out().println("DEGRADED, the sandbox has lost threads: " + Printable.line(stray.asText()));
        }
        JsonNode fuel = status.path("fuel");
        if (fuel.isTextual()) {
            terminal.out().println("fuel: " + Printable.line(fuel.asText()));
        }
        table("tenant", status.path("tenants")).print(terminal, OutputFormat.TABLE);
        printStore(status.path("history"), status.path("journal"));
        String backups = status.path("backupTrouble").asText();
        if (!backups.isEmpty()) {
            terminal.out().println("journal: it grows, as no copy could be made: " + Printable.line(backups));
        }
        if (!status.path("pools").isEmpty()) {
            terminal.out().println();
            table("pool", status.path("pools")).print(terminal, OutputFormat.TABLE);
        }
    }

    private void printStore(JsonNode history, JsonNode journal) {
        terminal.out().println();
        terminal.out()
                .printf(
                        "history: %,d records behind, the oldest for %,d ms%n",
                        history.path("recordsBehind").asLong(),
                        history.path("millisBehind").asLong());
        long setAside = history.path("setAside").asLong();
        if (setAside > 0) {
            terminal.out().printf("history: %,d times it refused a record; sandglass verify names them%n", setAside);
        }
        long lost = history.path("lostLogLines").asLong();
        if (lost > 0) {
            terminal.out().printf("history: %,d log lines were lost since the start%n", lost);
        }
        terminal.out()
                .printf(
                        "journal: %,d bytes in %d %s, entries %d to %d%n",
                        journal.path("bytes").asLong(),
                        journal.path("segments").asInt(),
                        journal.path("segments").asInt() == 1 ? "segment" : "segments",
                        journal.path("oldestEntry").asLong(),
                        journal.path("newestEntry").asLong());
    }

    private static Table table(String heading, JsonNode byName) {
        List<String> columns = new ArrayList<>(List.of(heading));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        byName.properties().forEach(entry -> {
            List<@Nullable Object> row = new ArrayList<>(List.of(entry.getKey()));
            entry.getValue().forEach(value -> row.add(value.asText()));
            rows.add(row);
            if (columns.size() == 1) {
                entry.getValue().fieldNames().forEachRemaining(columns::add);
            }
        });
        return new Table(columns, rows);
    }
}
