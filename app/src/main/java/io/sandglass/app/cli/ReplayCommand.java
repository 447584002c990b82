package io.sandglass.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.app.Home;
import io.sandglass.app.Replays;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.wasm.Recording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Runs WASM nodes of a past run again, as recorded, and compares outcome, output and fuel.")
final class ReplayCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RECORDED = "select node_id, max(attempt) from report.attempts"
            + " where run_id = ? and recorded group by node_id order by node_id";

    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final RunArgument run = new RunArgument();

    @Parameters(index = "1", arity = "0..1", paramLabel = "NODE", description = "Only this node.")
    private @Nullable String node;

    @Option(names = "--attempt", paramLabel = "N", description = "Which attempt of the node. Default: the last.")
    private int attempt;

    ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** An attempt to be replayed; 0 for the last. */
    private record Wanted(String node, int attempt) {}

    @Override
    public Integer call() {
        Home place = home.home();
        try (ReplayDoor door = ReplayDoor.open(place);
                Replays replays = new Replays(place)) {
            History history = door.history();
            String id = run.find(history);
            List<Replayed> all = new ArrayList<>();
            for (Wanted wanted : wanted(history, id)) {
                all.add(replay(door, replays, id, wanted));
            }
            print(id, all);
            return exitCode(all);
        }
    }

    private List<Wanted> wanted(History history, String id) {
        if (attempt < 0 || attempt > 0 && node == null) {
            throw new CommandFailed(
                    CommandFailed.USAGE, "--attempt counts from 1 and needs a node: sandglass replay RUN NODE");
        }
        if (node != null) {
            return List.of(new Wanted(node, attempt));
        }
        List<Wanted> all = new ArrayList<>();
        for (List<@Nullable Object> row : history.query(RECORDED, List.of(id)).rows()) {
            all.add(new Wanted(String.valueOf(row.get(0)), Integer.parseInt(String.valueOf(row.get(1)))));
        }
        if (all.isEmpty()) {
            throw new CommandFailed(
                    CommandFailed.USAGE,
                    "run " + id + " has no WASM node that was recorded; name a node to learn why it was not");
        }
        return all;
    }

    private Replayed replay(ReplayDoor door, Replays replays, String id, Wanted wanted) {
        try {
            JsonNode found = door.recording(id, wanted.node(), wanted.attempt());
            Payload payload = Payload.of(JSON.convertValue(found.path("recording"), Object.class));
            return new Replayed(
                    wanted.node(),
                    found.path("attempt").asInt(),
                    Optional.of(replays.replay(Recording.read(payload))),
                    "");
        } catch (IllegalArgumentException refused) {
            return refused(wanted, String.valueOf(refused.getMessage()));
        } catch (CommandFailed failed) {
            if (failed.exitCode() != CommandFailed.USAGE) {
                throw failed;
            }
            return refused(wanted, String.valueOf(failed.getMessage()));
        }
    }

    private static Replayed refused(Wanted wanted, String why) {
        return new Replayed(wanted.node(), wanted.attempt(), Optional.empty(), why);
    }

    private void print(String id, List<Replayed> all) {
        if (output.format() != OutputFormat.TABLE) {
            output.print(terminal, object(id, all), List.of());
            return;
        }
        all.forEach(this::print);
        long same = all.stream()
                .filter(one -> one.verdict() == Replayed.Verdict.EQUAL)
                .count();
        terminal.out().println(same + " of " + all.size() + " equal");
    }

    private static Map<String, @Nullable Object> object(String id, List<Replayed> all) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("run", id);
        object.put("equal", exitCode(all) == 0);
        object.put("attempts", all.stream().map(Replayed::object).toList());
        return object;
    }

    private void print(Replayed one) {
        terminal.out()
                .println(one.node() + (one.attempt() == 0 ? "" : " attempt " + one.attempt()) + ": "
                        + one.verdict().name().toLowerCase(java.util.Locale.ROOT) + ", "
                        + Printable.line(one.explanation()));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        one.differences()
                .forEach(difference -> rows.add(
                        new ArrayList<>(List.of(difference.name(), difference.recorded(), difference.replayed()))));
        if (!rows.isEmpty()) {
            new Table(List.of("value", "recorded", "replayed"), rows).print(terminal, OutputFormat.TABLE);
        }
    }

    /** Different weighs more than undecided: it is a finding. */
    private static int exitCode(List<Replayed> all) {
        if (all.stream().anyMatch(one -> one.verdict() == Replayed.Verdict.DIFFERENT)) {
            return CommandFailed.RUN_FAILED;
        }
        return all.stream().allMatch(one -> one.verdict() == Replayed.Verdict.EQUAL) ? 0 : CommandFailed.USAGE;
    }
}
