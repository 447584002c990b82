package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import io.sandglass.app.Administration;
import io.sandglass.app.Catalog;
import io.sandglass.app.DeployedWorkflows;
import io.sandglass.app.Home;
import io.sandglass.app.LaunchWords;
import io.sandglass.app.OwnEnd;
import io.sandglass.app.PausedLaunch;
import io.sandglass.app.RunEnding;
import io.sandglass.app.RunTracker;
import io.sandglass.app.UnknownName;
import io.sandglass.app.Workbench;
import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.plan.CompiledWorkflow;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoredSpec;
import io.sandglass.time.Clock;
import io.sandglass.trigger.Pauses;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Runs a workflow in this process, on a home that no service has open. */
final class OwnRun {
    private final Home home;
    private final GrantOptions grants;
    private final Terminal terminal;

    OwnRun(Home home, GrantOptions grants, Terminal terminal) {
        this.home = requireNonNull(home, "home");
        this.grants = requireNonNull(grants, "grants");
        this.terminal = requireNonNull(terminal, "terminal");
    }

    /** @return how the run ended; empty if it was there already and has not, as far as history tells */
    Optional<RunStatus> run(RunOrder order, RunScreen screen, OutputFormat format)
            throws InterruptedException, ExecutionException {
        require(order.target());
        home.create();
        Administration administration = grants.over(Administration.of(home));
        try (Interruption interruption = new Interruption();
                Catalog catalog = Catalog.open(home, order.target().plugins())) {
            Optional<CompiledWorkflow> checked = checked(catalog, order.target());
            try (Workbench workbench = Workbench.open(catalog, administration)) {
                Followed followed =
                        checked.isPresent() ? start(workbench, checked.get(), order) : startDeployed(workbench, order);
                if (followed.already()) {
                    EarlierRun earlier = earlier(workbench, followed);
                    tellOf(earlier, screen, format);
                    return earlier.ending();
                }
                interruption.cancelsBy(() -> workbench.engine().cancel(followed.run(), "interrupted at the terminal"));
                return Optional.of(follow(workbench, followed, screen, format).status());
            }
        }
    }

    /** Where nothing ever ran no workflow is known. */
    private void require(RunTarget target) {
        if (target instanceof RunTarget.Deployed deployed && !home.exists()) {
            throw deployed.unknown("there is no workflow '" + deployed.workflow() + "', as nothing is in " + home.root()
                    + " yet; name a file, or another --home");
        }
    }

    /** Problems of a document are told before anything is opened; what is deployed is in the store. */
    private Optional<CompiledWorkflow> checked(Catalog catalog, RunTarget target) {
        return target instanceof RunTarget.Document document
                ? Optional.of(compile(catalog, document.file()))
                : Optional.empty();
    }

    /**
     * A run that was started, and what is heard of it.
     *
     * @param already whether an earlier command has started it
     */
    private record Followed(RunId run, boolean already, StoredSpec stored, RunTracker tracker) {}

    private CompiledWorkflow compile(Catalog catalog, WorkflowFile document) {
        try {
            return catalog.compiler().compile(document.text());
        } catch (InvalidSpec e) {
            throw ProblemReport.refusal(document, e, terminal);
        }
    }

    private static void refuseIfPaused(Workbench workbench, WorkflowKey workflow, RunOrder order) {
        Clock clock = workbench.platform().clock();
        Pauses pauses = new Pauses(workbench.store().pauses(), clock, clock.now());
        new PausedLaunch(workbench.engine(), pauses)
                .refusal(workflow, order.key())
                .filter(reason -> !order.evenIfPaused())
                .ifPresent(reason -> {
                    throw new CommandFailed(CommandFailed.USAGE, reason);
                });
    }

    private static Followed start(Workbench workbench, CompiledWorkflow compiled, RunOrder order) {
        refuseIfPaused(workbench, compiled.plan().spec().key(), order);
        WorkflowFile file = ((RunTarget.Document) order.target()).file();
        return launch(workbench, workbench.save(compiled, file.text(), file.name()), compiled, order);
    }

    private Followed startDeployed(Workbench workbench, RunOrder order) {
        RunTarget.Deployed target = (RunTarget.Deployed) order.target();
        StoredSpec stored;
        try {
            stored = new DeployedWorkflows(workbench.store().specs()).find(target.workflow());
        } catch (UnknownName e) {
            throw target.unknown(e.words());
        }
        refuseIfPaused(workbench, stored.workflow(), order);
        WorkflowFile file = new WorkflowFile(stored.source(), home.workflows().resolve(stored.source()), stored.body());
        return launch(workbench, stored, compile(workbench.catalog(), file), order);
    }

    private static Followed launch(Workbench workbench, StoredSpec stored, CompiledWorkflow compiled, RunOrder order) {
        RunTracker tracker = new RunTracker(compiled.plan());
        workbench.engine().addListener(tracker);
        LaunchResult result = workbench
                .engine()
                .launch(LaunchRequest.byHand(
                        stored.workflow(), stored.revision(), Payload.of(order.inputs()), order.key()));
        if (result instanceof LaunchResult.Started started) {
            return new Followed(started.run(), false, stored, tracker);
        }
        if (result instanceof LaunchResult.AlreadyStarted earlier) {
            return new Followed(earlier.run(), true, stored, tracker);
        }
        throw new CommandFailed(
                LaunchWords.passing(result) ? CommandFailed.UNAVAILABLE : CommandFailed.USAGE,
                LaunchWords.refusal(result));
    }

    /** Nothing goes on in a home that nobody has open. */
    private void tellOf(EarlierRun earlier, RunScreen screen, OutputFormat format) {
        screen.already(earlier, format);
        if (earlier.open()) {
            terminal.err()
                    .println("sandglass: run " + earlier.run() + " has not ended; sandglass serve goes on with it");
        }
    }

    private static EarlierRun earlier(Workbench workbench, Followed followed) {
        String workflow = followed.stored().workflow().toString();
        return EarlierRun.find(
                new HistoryDoor.Local(workbench.store()), followed.run().toString(), workflow);
    }

    private static RunEnding follow(Workbench workbench, Followed followed, RunScreen screen, OutputFormat format)
            throws InterruptedException, ExecutionException {
        RunTracker tracker = followed.tracker();
        StoredSpec stored = followed.stored();
        screen.begin(followed.run().toString(), stored.workflow().toString(), stored.revision());
        RunEnded ended;
        try {
            ended = new OwnEnd(workbench.engine(), followed.run()).await(() -> screen.show(tracker.lines()));
        } catch (OwnEnd.Unanswered waiting) {
            long millis = tracker.millisUntil(workbench.platform().clock().now());
            RunEnding open = new RunEnding(
                    followed.run().toString(),
                    stored.workflow().toString(),
                    RunStatus.RUNNING,
                    millis,
                    String.valueOf(waiting.getMessage()),
                    Payload.EMPTY);
            screen.leave(open, tracker.lines(), format);
            throw waiting;
        }
        RunEnding ending = ending(followed.run(), stored, ended, tracker.millis(ended));
        screen.end(ending, tracker.lines(), format);
        return ending;
    }

    private static RunEnding ending(RunId run, StoredSpec stored, RunEnded ended, long millis) {
        return new RunEnding(
                run.toString(),
                stored.workflow().toString(),
                ended.status(),
                millis,
                ended.error().orElse(""),
                ended.outputs());
    }
}
