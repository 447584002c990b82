package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import io.sandglass.app.Administration;
import io.sandglass.app.Catalog;
import io.sandglass.app.Home;
import io.sandglass.app.LaunchWords;
import io.sandglass.app.OwnEnd;
import io.sandglass.app.Pausing;
import io.sandglass.app.RunEnding;
import io.sandglass.app.RunTracker;
import io.sandglass.app.Workbench;
import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.plan.CompiledWorkflow;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoredSpec;
import io.sandglass.time.Clock;
import io.sandglass.trigger.Pauses;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;

/** Runs a workflow in this process, on a home that no service has open. */
final class OwnRun {
    private final Home home;
    private final GrantOptions grants;
    private final Terminal terminal;
    private final boolean evenIfPaused;

    OwnRun(Home home, GrantOptions grants, Terminal terminal, boolean evenIfPaused) {
        this.home = requireNonNull(home, "home");
        this.grants = requireNonNull(grants, "grants");
        this.terminal = requireNonNull(terminal, "terminal");
        this.evenIfPaused = evenIfPaused;
    }

    RunEnding run(WorkflowFile document, Map<String, String> inputs, RunScreen screen, OutputFormat format)
            throws InterruptedException, ExecutionException {
        home.create();
        Administration administration = grants.over(Administration.of(home));
        try (Interruption interruption = new Interruption();
                Catalog catalog = Catalog.open(home, ExamplePlugins.of(document))) {
            CompiledWorkflow compiled = compile(catalog, document);
            try (Workbench workbench = Workbench.open(catalog, administration)) {
                refuseIfPaused(workbench, compiled.plan().spec().key());
                Followed followed = start(workbench, compiled, document, inputs);
                interruption.cancelsBy(() -> workbench.engine().cancel(followed.run(), "interrupted at the terminal"));
                return follow(workbench, followed, screen, format);
            }
        }
    }

    /** A run that was started, and what is heard of it. */
    private record Followed(RunId run, StoredSpec stored, RunTracker tracker) {}

    private CompiledWorkflow compile(Catalog catalog, WorkflowFile document) {
        try {
            return catalog.compiler().compile(document.text());
        } catch (InvalidSpec e) {
            throw ProblemReport.refusal(document, e, terminal);
        }
    }

    private void refuseIfPaused(Workbench workbench, WorkflowKey workflow) {
        Clock clock = workbench.platform().clock();
        Pauses pauses = new Pauses(workbench.store().pauses(), clock, clock.now());
        Pausing.refusal(pauses, workflow).filter(reason -> !evenIfPaused).ifPresent(reason -> {
            throw new CommandFailed(CommandFailed.USAGE, reason);
        });
    }

    private static Followed start(
            Workbench workbench, CompiledWorkflow compiled, WorkflowFile document, Map<String, String> inputs) {
        StoredSpec stored = workbench.save(compiled, document.text(), document.name());
        RunTracker tracker = new RunTracker(compiled.plan());
        workbench.engine().addListener(tracker);
        return new Followed(launch(workbench, stored, inputs), stored, tracker);
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
        RunEnding ending = ending(followed.run(), stored, ended, tracker.millisUntil(ended.at()));
        screen.end(ending, tracker.lines(), format);
        return ending;
    }

    private static RunId launch(Workbench workbench, StoredSpec stored, Map<String, String> inputs) {
        LaunchResult result = workbench
                .engine()
                .launch(new LaunchRequest(
                        stored.workflow(), OptionalInt.of(stored.revision()), Payload.of(inputs), Cause.manual()));
        if (result instanceof LaunchResult.Started started) {
            return started.run();
        }
        throw new CommandFailed(
                LaunchWords.passing(result) ? CommandFailed.UNAVAILABLE : CommandFailed.USAGE,
                LaunchWords.refusal(result));
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
