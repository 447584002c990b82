package io.sandglass.app.cli;

import io.sandglass.store.verify.StoreFindings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Reads the whole journal of a home and compares its history with it; exit code 1 if they differ.")
final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StoreFindings findings = StoreDoor.verify(home.home());
        List<String> lines = new ArrayList<>(findings.facts());
        findings.problems().forEach(problem -> lines.add("PROBLEM: " + problem));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("facts", findings.facts());
        object.put("problems", findings.problems());
        output.print(terminal, object, lines);
        return findings.problems().isEmpty() ? 0 : CommandFailed.RUN_FAILED;
    }
}
