package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.app.Administration;
import io.sandglass.app.Catalog;
import io.sandglass.app.Home;
import io.sandglass.app.Workbench;
import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.StoredSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What becomes of an operation on many runs, and with which exit code. */
class SteerManyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WAITS = """
            apiVersion: sandglass/v3
            kind: Workflow
            id: waits
            nodes:
              ask: { type: human, with: { prompt: "Go on?" } }
            """;

    @TempDir
    Path scratch;

    @Test
    void aRunThatIsSoAlreadyIsNoFailure() throws Exception {
        List<String> runs = openRuns(2);
        Captured terminal = Captured.plain();
        SteerOptions options = options(terminal);

        int code = options.steer(ManyVerb.PAUSE, List.of(runs.get(0), runs.get(0), runs.get(1)));

        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out()).contains("run " + runs.get(0) + " is PAUSED already", "pause: 2 runs, 1 so already");
        assertThat(code).isZero();
    }

    @Test
    void aRunThatIsRefusedDoesNotHoldUpTheOthers() throws Exception {
        List<String> runs = openRuns(2);
        Captured terminal = Captured.plain();
        SteerOptions options = options(terminal);
        options.steer("cancel", runs.get(0), Map.of());

        int code = options.steer(ManyVerb.PAUSE, runs);

        assertThat(terminal.err()).contains("WRONG_STATE", runs.get(0), "CANCELLED");
        assertThat(terminal.out()).contains("pause: 1 run, 1 refused");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void aBreakInTheMiddleTellsOfHowManyItWasAsked() throws Exception {
        List<String> runs = openRuns(2);
        Captured terminal = Captured.plain();
        SteerOptions options = options(terminal, "-o", "json");

        assertThatThrownBy(() -> options.steer(ManyVerb.PAUSE, List.of(runs.get(0), "no run at all", runs.get(1))))
                .isInstanceOf(CommandFailed.class);

        JsonNode told = JSON.readTree(terminal.out());
        assertThat(told.path("matched").asInt()).isEqualTo(3);
        assertThat(told.path("done")).hasSize(1);
    }

    @Test
    void nothingIsToldOfRunsThatNobodyCouldBeAskedOf() {
        Captured terminal = Captured.plain();
        SteerOptions options = options(terminal, "-o", "json");

        assertThatThrownBy(() -> options.steer(ManyVerb.PAUSE, List.of("06xv761xg0000")))
                .isInstanceOf(CommandFailed.class);

        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void aStateThatCannotBeAskedForIsRefusedBeforeAnythingIsOpened() {
        Captured terminal = Captured.plain();

        int code = terminal.run("runs", "cancel", "--status", "SUCCEEDED", "--home", scratch.toString());

        assertThat(terminal.err()).contains("cannot cancel runs that are SUCCEEDED", "QUEUED, RUNNING, PAUSED");
        assertThat(code).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"BUSY, 69", "NOT_STORED, 69", "UNCONFIRMED, 69", "WRONG_STATE, 2", "UNKNOWN_NODE, 2", "BAD_VALUE, 2"})
    void whatMaySucceedLaterIsNoWrongRequest(String code, int exitCode) {
        JsonNode refused = JSON.valueToTree(Map.of("refused", code, "message", "no", "state", ""));

        assertThat(new SteerAnswer(refused).tellRefusal(Captured.plain().terminal()))
                .isEqualTo(exitCode);
    }

    @Test
    void takesMoreRunsThanOneQuestionAnswers() {
        RunQuery query = new RunQuery();
        query.narrow(ManyVerb.CANCEL);
        ManyRuns history = new ManyRuns(250_001);

        List<String> ids = query.ids(history);

        assertThat(ids).hasSize(250_001).doesNotHaveDuplicates().isSorted();
    }

    /** Answers as a history with that many runs would. */
    private record ManyRuns(int size) implements History {
        @Override
        public Table query(String sql, List<?> parameters) {
            if (sql.startsWith("select count(*)")) {
                return new Table(List.of("count(*)"), List.of(List.of(size)));
            }
            long after = (long) parameters.get(parameters.size() - 2);
            int limit = (int) parameters.get(parameters.size() - 1);
            return new Table(
                    List.of("run_id"),
                    LongStream.rangeClosed(after + 1, size)
                            .limit(limit)
                            .mapToObj(number -> new RunId(number).toString())
                            .<List<@org.jspecify.annotations.Nullable Object>>map(List::of)
                            .toList());
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private SteerOptions options(Captured terminal, String... words) {
        SteerOptions options = new SteerOptions(terminal.terminal());
        CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create()
                .addMixin("steer", CommandLine.Model.CommandSpec.forAnnotatedObject(options)));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", scratch.toString()));
        line.parseArgs(all.toArray(String[]::new));
        return options;
    }

    private List<String> openRuns(int number) {
        Home home = new Home(scratch).create();
        try (Catalog catalog = Catalog.open(home, List.of());
                Workbench workbench = Workbench.open(catalog, Administration.of(home))) {
            StoredSpec spec = workbench.save(catalog.compiler().compile(WAITS), WAITS, "a test");
            return IntStream.range(0, number)
                    .mapToObj(i -> workbench
                            .engine()
                            .launch(new LaunchRequest(
                                    spec.workflow(), OptionalInt.empty(), Payload.EMPTY, Cause.manual())))
                    .map(result -> ((LaunchResult.Started) result).run().toString())
                    .toList();
        }
    }
}
