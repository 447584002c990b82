package io.sandglass.app.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that asks something of one run, or of all that fit. */
@Command(
        mixinStandardHelpOptions = true,
        footer = "%nWithout a RUN it takes all runs that fit, and only lists them unless --yes is given.")
abstract class SteerManyCommand implements Callable<Integer> {
    /** Runs that are listed; all are steered. */
    private static final int SHOWN = 1_000;

    private final Terminal terminal;
    private final ManyVerb verb;

    @Mixin
    private final SteerOptions options;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "The run's id, the beginning of it, or 'last'.")
    private @Nullable String run;

    @Mixin
    private final RunQuery query = new RunQuery();

    @Option(names = "--yes", description = "Do it instead of listing the runs.")
    private boolean yes;

    SteerManyCommand(Terminal terminal, ManyVerb verb) {
        this.terminal = terminal;
        this.verb = verb;
        this.options = new SteerOptions(terminal);
    }

    @Override
    public final Integer call() throws InterruptedException {
        if (query.given() == (run != null)) {
            String which = "--workflow, --status, --older-than or --all";
            throw new CommandFailed(
                    CommandFailed.USAGE,
                    run == null
                            ? "which runs? Name one (its id, or last), or say which with " + which
                            : "either name a run, or say which with " + which + ", but not both");
        }
        if (run != null) {
            return options.steer(verb.word(), RunNames.find(options.home().home(), run), Map.of());
        }
        query.narrow(verb);
        return yes ? options.steer(verb, ids()) : list();
    }

    private List<String> ids() {
        try (History history = HistoryDoor.open(options.home().home())) {
            List<String> ids = query.ids(history);
            query.refuseUnknown(history, ids.size());
            return ids;
        }
    }

    private int list() {
        try (History history = HistoryDoor.open(options.home().home())) {
            long all = query.count(history);
            query.refuseUnknown(history, all);
            Table first = query.first(history, SHOWN);
            if (options.output().format() == OutputFormat.TABLE) {
                print(first, all);
            } else {
                options.report(verb.word()).print(all, first.objects());
            }
            return 0;
        }
    }

    private void print(Table first, long all) {
        first.print(terminal, OutputFormat.TABLE);
        int shown = first.rows().size();
        if (all > shown) {
            terminal.out().println("... and " + (all - shown) + " more: these are the first " + shown);
        }
        String next = all == 0 ? "" : ": give --yes to " + verb.word() + " them";
        terminal.out().println(all + (all == 1 ? " run" : " runs") + "; nothing was changed" + next);
    }
}
