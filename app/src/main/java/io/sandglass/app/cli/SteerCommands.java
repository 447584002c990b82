package io.sandglass.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.json.BoundedJson;
import io.sandglass.plugin.json.TooManyValues;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that steer runs, each with what it asks for. */
final class SteerCommands {
    /** In the order of the help text. */
    static final Map<String, Class<?>> BY_NAME = byName();

    private SteerCommands() {}

    private static Map<String, Class<?>> byName() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("pause", Pause.class);
        commands.put("resume", Resume.class);
        commands.put("cancel", Cancel.class);
        commands.put("kill", Kill.class);
        commands.put("retry", Retry.class);
        commands.put("rerun", Rerun.class);
        commands.put("skip", Skip.class);
        commands.put("force", Force.class);
        commands.put("signal", Signal.class);
        commands.put("approve", Approve.class);
        commands.put("reject", Reject.class);
        commands.put("priority", Priority.class);
        return Collections.unmodifiableMap(commands);
    }

    @Command(name = "pause", description = "Starts nothing new in runs until they are resumed; what runs goes on.")
    static final class Pause extends SteerManyCommand {
        Pause(Terminal terminal) {
            super(terminal, ManyVerb.PAUSE);
        }
    }

    @Command(name = "resume", description = "Lets paused runs go on.")
    static final class Resume extends SteerManyCommand {
        Resume(Terminal terminal) {
            super(terminal, ManyVerb.RESUME);
        }
    }

    @Command(name = "cancel", description = "Stops runs; what runs has a moment to end.")
    static final class Cancel extends SteerManyCommand {
        Cancel(Terminal terminal) {
            super(terminal, ManyVerb.CANCEL);
        }
    }

    @Command(name = "kill", description = "Stops runs at once; what runs is given up.")
    static final class Kill extends SteerManyCommand {
        Kill(Terminal terminal) {
            super(terminal, ManyVerb.KILL);
        }
    }

    @Command(
            name = "retry",
            description =
                    "Runs again what failed, was stopped, or was skipped because of that; nothing that succeeded.")
    static final class Retry extends SteerManyCommand {
        Retry(Terminal terminal) {
            super(terminal, ManyVerb.RETRY);
        }
    }

    @Command(name = "rerun", description = "Starts a new run of the same revision with the same inputs.")
    static final class Rerun extends SteerOneCommand {
        @Option(
                names = "--from",
                paramLabel = "NODE",
                description = "Begin with this node; what does not come after it takes over its recorded result.")
        private @Nullable String from;

        Rerun(Terminal terminal) {
            super(terminal, "rerun");
        }

        @Override
        Map<String, @Nullable Object> details() {
            return details("from", from);
        }
    }

    @Command(name = "skip", description = "Skips a node that has not ended.")
    static final class Skip extends SteerNodeCommand {
        Skip(Terminal terminal) {
            super(terminal, "skip");
        }
    }

    @Command(name = "force", description = "Gives a node that has not ended its end.")
    static final class Force extends SteerNodeCommand {
        @Parameters(index = "2", paramLabel = "STATUS", description = "succeeded, failed or skipped.")
        @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
        private String status;

        @Option(names = "--data", paramLabel = "JSON", description = "What a node that succeeds puts out.")
        private @Nullable String data;

        Force(Terminal terminal) {
            super(terminal, "force");
        }

        @Override
        Map<String, @Nullable Object> details() {
            if (data != null && !status.equalsIgnoreCase("succeeded")) {
                throw new CommandFailed(
                        CommandFailed.USAGE, "--data is for a node that succeeds, but this one is forced to " + status);
            }
            Map<String, @Nullable Object> details = super.details();
            details.put("status", status);
            details.put("output", json("--data", data));
            return details;
        }
    }

    @Command(name = "signal", description = "Sends a signal that nodes of the run wait for, now or later.")
    static final class Signal extends SteerOneCommand {
        @Parameters(index = "1", paramLabel = "NAME", description = "The signal's name.")
        @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
        private String name;

        @Option(names = "--data", paramLabel = "JSON", description = "An object; it becomes the nodes' output.")
        private @Nullable String data;

        Signal(Terminal terminal) {
            super(terminal, "signal");
        }

        @Override
        Map<String, @Nullable Object> details() {
            Map<String, @Nullable Object> details = details("name", name);
            details.put("data", json("--data", data));
            return details;
        }
    }

    @Command(name = "approve", description = "Approves a node that asks for it.")
    static final class Approve extends SteerNodeCommand {
        @Option(names = "--data", paramLabel = "JSON", description = "An object; it is added to the node's output.")
        private @Nullable String data;

        Approve(Terminal terminal) {
            super(terminal, "approve");
        }

        @Override
        Map<String, @Nullable Object> details() {
            Map<String, @Nullable Object> details = super.details();
            details.put("data", json("--data", data));
            return details;
        }
    }

    @Command(name = "reject", description = "Rejects a node that asks for approval.")
    static final class Reject extends SteerNodeCommand {
        Reject(Terminal terminal) {
            super(terminal, "reject");
        }
    }

    @Command(name = "priority", description = "Changes the priority of a run.")
    static final class Priority extends SteerOneCommand {
        @Parameters(index = "1", paramLabel = "N", description = "From 0 to 9, 9 first.")
        private int priority;

        Priority(Terminal terminal) {
            super(terminal, "priority");
        }

        @Override
        Map<String, @Nullable Object> details() {
            return details("priority", priority);
        }
    }

    private static @Nullable Object json(String option, @Nullable String text) {
        try {
            return text == null
                    ? null
                    : BoundedJson.STRICT.read(text, Limits.DEFAULT.values()).value();
        } catch (TooManyValues e) {
            throw new CommandFailed(CommandFailed.USAGE, option + " has " + e.getMessage());
        } catch (JsonProcessingException e) {
            throw new CommandFailed(CommandFailed.USAGE, option + " is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new CommandFailed(CommandFailed.USAGE, option + " is no JSON: " + e.getMessage());
        }
    }
}
