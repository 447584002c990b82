package io.sandglass.app.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The commands that pause and resume workflows and triggers. */
final class PauseCommands {
    /** Columns of it that are shown: enough to know it again, and {@code -o json} has all. */
    private static final int REASON = 200;

    private PauseCommands() {}

    /** By name, after {@code list}. */
    static Map<String, Class<?>> after(Class<?> list, Class<?> pause, Class<?> resume) {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("list", list);
        commands.put("pause", pause);
        commands.put("resume", resume);
        return Collections.unmodifiableMap(commands);
    }

    @Command(mixinStandardHelpOptions = true)
    abstract static class OfWorkflow implements Callable<Integer> {
        private final String operation;

        @Mixin
        private final SteerOptions options;

        @Parameters(
                index = "0",
                paramLabel = "[NAMESPACE/]WORKFLOW",
                description = "The workflow's id; with its namespace if several have it.")
        @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
        private String workflow;

        OfWorkflow(Terminal terminal, String operation) {
            this.operation = operation;
            this.options = new SteerOptions(terminal);
        }

        /** Empty for the whole workflow. */
        Optional<String> trigger() {
            return Optional.empty();
        }

        @Override
        public final Integer call() {
            Map<String, Object> request = new LinkedHashMap<>(options.asked());
            request.put("operation", operation);
            request.putAll(target(workflow));
            SteerReport report = options.report(operation);
            tell(new SteerAnswer(PauseDoor.ask(options.home().home(), request)), report);
            report.end(1);
            return report.exitCode();
        }

        private void tell(SteerAnswer answer, SteerReport report) {
            if (answer.refused()) {
                report.refused(target(whole(answer)), answer);
                return;
            }
            String paused = answer.json().path("paused").asText();
            Map<String, @Nullable Object> done = new LinkedHashMap<>(target(whole(answer)));
            done.put("paused", paused);
            String was = operation.equals("pause") ? "" : "; it was " + Printable.cut(Printable.line(paused), REASON);
            report.done(
                    done,
                    Printable.line(operation + "d " + answer.json().path("what").asText() + was));
        }

        /** With its namespace; as it was asked for if there is no such workflow. */
        private String whole(SteerAnswer answer) {
            return answer.json().path("workflow").asText(workflow);
        }

        private Map<String, Object> target(String workflow) {
            Map<String, Object> target = new LinkedHashMap<>();
            target.put("workflow", workflow);
            trigger().ifPresent(name -> target.put("trigger", name));
            return target;
        }
    }

    @Command(mixinStandardHelpOptions = true)
    abstract static class OfTrigger extends OfWorkflow {
        @Parameters(index = "1", paramLabel = "TRIGGER", description = "The trigger's name.")
        @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
        private String trigger;

        OfTrigger(Terminal terminal, String operation) {
            super(terminal, operation);
        }

        @Override
        Optional<String> trigger() {
            return Optional.of(trigger);
        }
    }

    @Command(
            name = "pause",
            description = "Skips the fire times of a workflow, and refuses to run it by hand; its open runs go on.")
    static final class PauseWorkflow extends OfWorkflow {
        PauseWorkflow(Terminal terminal) {
            super(terminal, "pause");
        }
    }

    @Command(name = "resume", description = "Lets a paused workflow go on with its next fire times.")
    static final class ResumeWorkflow extends OfWorkflow {
        ResumeWorkflow(Terminal terminal) {
            super(terminal, "resume");
        }
    }

    @Command(name = "pause", description = "Skips the fire times of one trigger.")
    static final class PauseTrigger extends OfTrigger {
        PauseTrigger(Terminal terminal) {
            super(terminal, "pause");
        }
    }

    @Command(name = "resume", description = "Lets a paused trigger go on with its next fire time.")
    static final class ResumeTrigger extends OfTrigger {
        ResumeTrigger(Terminal terminal) {
            super(terminal, "resume");
        }
    }
}
