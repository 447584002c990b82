package io.sandglass.app.cli;

import io.sandglass.app.Pruning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        description = "Deletes runs that ended long ago, for good; without --yes it only says how many.")
final class RunsPruneCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--older-than", required = true, paramLabel = "AGE", description = "Since their end, as in 30d.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private String olderThan;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            defaultValue = "",
            description = "Only those that ended SUCCEEDED, FAILED or CANCELLED.")
    private String status = "";

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    RunsPruneCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long runs = StoreDoor.prune(home.home(), pruning());
        String what = runs == 1 ? "1 run" : runs + " runs";
        String told = yes ? "deleted " + what : what + " would be deleted; say --yes to do it";
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("runs", runs);
        object.put("deleted", yes);
        output.print(terminal, object, List.of(told));
        return 0;
    }

    private Pruning pruning() {
        try {
            return Pruning.of(olderThan, status, yes);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(CommandFailed.USAGE, String.valueOf(e.getMessage()));
        }
    }
}
