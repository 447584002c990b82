package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody new does wrong with runs, and what is said to it. */
class MistakesTest {
    @TempDir
    Path scratch;

    private Path home;

    @BeforeEach
    void twoRuns() throws IOException {
        home = scratch.resolve("home");
        Path asks = Files.writeString(scratch.resolve("asks.yaml"), """
                apiVersion: sandglass/v3
                kind: Workflow
                id: asks
                nodes:
                  first: { type: echo }
                  ask: { type: human, needs: [first], with: { prompt: "Go on?" } }
                  last: { type: echo, needs: [ask] }
                """);
        Called ran = call("run", asks.toString());
        Called again = call("run", asks.toString());

        assertThat(List.of(ran.code(), again.code())).containsOnly(69);
        assertThat(ran.err()).contains("waits for approval: Go on? (ask)", "sandglass serve goes on with it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "runs pause | which runs? Name one",
                "runs pause last --all | but not both",
                "runs pause nope! | give one from sandglass runs list, or say last",
                "runs pause zzzz | no run id begins with 'zzzz'",
                "runs pause 0 | more than one run id begins with '0', such as 0",
                "runs resume last | it is RUNNING; possible are pause, cancel",
                "runs approve last | 'NODE' is missing",
                "runs approve last asc | did you mean 'ask'?",
                "runs approve last last | only a node of type human that waits",
                "runs skip last first | node 'first' has ended SUCCEEDED",
                "runs force last last done | but not to 'done'",
                "runs force last last failed --data {} | --data is for a node that succeeds",
                "runs signal last go --data [1] | must be a JSON object, as in",
                "runs signal last go --data {\"x\":1}junk | --data is no JSON",
                "runs signal last go --data {\"x\":1,\"x\":2} | --data is no JSON",
                "runs logs last --node lst | did you mean 'last'?",
                "run nowhere.yaml -i n=1 -i n=2 | the input 'n' is given twice",
                "run pom.xnl | there is no file pom.xnl either; did you mean 'pom.xml'?",
                "run ../README | did you mean '../README.md'?",
                "run ../exampels/hello.yaml | did you mean '../examples/hello.yaml'?",
                "run ../exampels/hello | did you mean '../examples/hello.yaml'?",
                "run ../exampels/nothing.like.it | did you mean '../examples'?",
                "run no/such.yaml | there is no file no/such.yaml, nor a directory",
                "runs list -o jsn | --output is one of table, json, yaml, but not 'jsn'; did you mean 'json'?",
                "serve --jdbc-port 70000 | it must be between 0 and 65535, but is 70000",
                "help rnu | there is no command 'rnu' here; did you mean 'run'?",
                "runs lst | there is no command 'lst' here; did you mean 'list'?",
                "run nowhere.yaml -i n | --input n is no KEY=VALUE",
                "runs list --limit -1 | --limit is at least 1",
                "restore nosuch.zip | there is no file nosuch.zip",
                "restore pom.xml | is no backup",
                "backup pom.xml | is there already; name a new file",
                "backup no/dir/x.zip | there is no directory",
                "sql selct_1 | did you mean 'select'?",
                "sql select_*_from_report.run | did you mean report.runs?",
                "sql select_*_from_rnus | did you mean report.runs?",
                "sql select_*_from_nothing | report has the views attempts, ",
                "sql select_wrkflow_from_report.runs | did you mean 'workflow'?",
                "serve --jdbc 3 | there is no option '--jdbc' here; did you mean '--jdbc-port'?",
                "runs list --limit x | --limit: 'x' is not a whole number",
                "sql select_1;select_2 | one statement",
                "runs priority last high | 'high' is not a whole number",
                "runs priority last 12 | a priority is from 0 to 9",
                "runs explain last lst | did you mean 'last'?",
                "runs cancel --older-than soon | 'soon' is not a duration; write it as in 500ms, 30s, 10m",
                "runs cancel --workflow aks | did you mean 'asks'?",
                "runs cancel --workflow aks --yes | did you mean 'asks'?",
                "runs list --workflow default/aks | did you mean 'default/asks'?",
                "workflows pause ok | there is no workflow 'ok'; see sandglass workflows list",
                "workflows pause defalt/asks | did you mean 'default/asks'?",
                "run aks | UNKNOWN_WORKFLOW: there is no workflow 'aks'; did you mean 'asks'?",
                "run defalt/asks | did you mean 'default/asks'?",
                "run nothing-like-it | there is no file nothing-like-it either",
                "runs retry --status RUNING | --status is one of QUEUED, RUNNING",
            })
    void isToldWhatToDo(String command, String words) {
        Called called = call(spaced(command));

        assertThat(called.err()).contains(words).doesNotContain("java.", "\tat ");
        assertThat(called.code()).isEqualTo(2);
    }

    @Test
    void aFileNamedWithoutItsEndingIsTheOneOfTheKindThatIsWanted() throws IOException {
        for (String name : List.of("risk.plugin.yaml", "risk.wasm", "risk.zip")) {
            Files.writeString(scratch.resolve(name), "");
        }
        String risk = scratch.resolve("risk").toString();

        Captured sandbox = Captured.plain();

        sandbox.run("sandbox", "run", risk);

        assertThat(sandbox.err()).contains("did you mean '" + risk + ".wasm'?");
        assertThat(call("restore", risk).err()).contains("did you mean '" + risk + ".zip'?");
        assertThat(call("run", risk).err()).contains("did you mean '" + risk + ".plugin.yaml'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "help runs", "help runs cancel", "run --help"})
    void helpIsGiven(String words) {
        Captured captured = Captured.plain();

        int code = captured.run(words.split(" "));

        assertThat(captured.err()).isEmpty();
        assertThat(code).isZero();
    }

    @Test
    void aGroupNamedAloneShowsWhatItHas() {
        Captured captured = Captured.plain();

        int code = captured.run("triggers");

        assertThat(captured.err()).contains("Usage: sandglass triggers", "pause", "resume");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void aRunThatIsLeftOpenIsTold() {
        Called ran = call("run", scratch.resolve("asks.yaml").toString(), "-o", "json");

        assertThat(ran.out()).contains("\"run\" : \"0", "\"status\" : \"RUNNING\"", "waits for approval: Go on? (ask)");
        assertThat(ran.code()).isEqualTo(69);
    }

    @Test
    void aFileIsNoHome() {
        Captured terminal = Captured.plain();

        int code = terminal.run(
                "runs", "list", "--home", scratch.resolve("asks.yaml").toString());

        assertThat(terminal.err()).contains("is a file, but a home is a directory");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void whatCannotBeAskedOfARunThatHasEndedIsSaidInItsWords() {
        assertThat(call("runs", "cancel", "last").code()).isZero();

        assertThat(call("runs", "pause", "last").err()).contains("cannot pause run", "it is CANCELLED");
        assertThat(call("runs", "priority", "last", "3").err()).contains("cannot change the priority of run");
        assertThat(call("runs", "skip", "last", "last").err()).contains("cannot skip a node of run");
    }

    @Test
    void aRetryThatComesToAQuestionIsLeftOpen() {
        call("runs", "cancel", "last");

        Called retried = call("runs", "retry", "last");

        assertThat(retried.out()).contains(" (again: ask, last)", "waits for approval: Go on? (ask)");
        assertThat(retried.code()).isZero();
        assertThat(call("runs", "approve", "last", "ask").out()).contains(", ask");
        assertThat(call("runs", "list", "--status", "RUNNING").out().lines()).hasSize(3);
    }

    @Test
    void aLongReasonIsCutWhereItIsOnlyToldAgain() {
        assertThat(call("workflows", "pause", "asks", "--reason", "why ".repeat(700))
                        .code())
                .isZero();

        Called resumed = call("workflows", "resume", "asks");

        assertThat(resumed.out()).contains("resumed workflow default/asks; it was paused by", "why why", "…");
        assertThat(resumed.out().length()).isLessThan(300);
    }

    /** The words; an underscore is a blank within one. */
    private static String[] spaced(String command) {
        return Arrays.stream(command.split(" "))
                .map(word -> word.replace('_', ' '))
                .toArray(String[]::new);
    }

    private record Called(int code, String out, String err) {}

    private Called call(String... words) {
        Captured captured = Captured.plain();
        return new Called(captured.on(home, words), captured.out(), captured.err());
    }
}
