package io.sandglass.plugin.standard;

import static io.sandglass.plugin.ConfigType.LIST;
import static io.sandglass.plugin.ConfigType.OBJECT;
import static io.sandglass.plugin.ConfigType.STRING;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a granted program: {@code argv} as it is, without a shell to interpret it, in an empty temporary directory, with
 * {@code PATH} and {@code env} as its only environment and {@code stdin} as its input. Its output is {@code {exitCode,
 * stdout, stderr}}; any exit code but 0 is the failure {@code Exit.<n>}, worth another attempt if the node has retries.
 *
 * <p>When the attempt ends, also because it is cancelled or out of time, the program is killed with all processes it has
 * started. On Linux, where {@code setsid} is there, these are the members of its session, so that only a process that
 * begins a session of its own gets away; elsewhere a process whose parent ends within milliseconds may, too.
 */
public final class ShellNode implements NodePlugin {
    @Override
    public NodeType type() {
        return NodeType.of("shell", 1)
                .config("argv", LIST.required().describedAs("The program and its arguments, as texts."))
                .config(
                        "env",
                        OBJECT.optional()
                                .describedAs("Environment variables, besides PATH.")
                                .takingSecrets())
                .config("stdin", STRING.orElse("").describedAs("What the program reads."))
                .describedAs("Runs a program that the administrator has granted.");
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        List<String> argv = new ArrayList<>();
        for (Object argument : config.list("argv")) {
            argv.add(Json.text(argument));
        }
        Map<String, String> env = new LinkedHashMap<>();
        if (config.has("env")) {
            config.object("env").forEach((name, value) -> env.put(name, Json.text(value)));
        }
        ShellCommand command = new ShellCommand(argv, env, config.string("stdin"));
        return command.problem().map(Failures::badConfig).orElse(context -> execute(command, context));
    }

    private static NodeResult execute(ShellCommand command, NodeContext context)
            throws IOException, InterruptedException {
        String program = command.program();
        if (!context.permissions().exec().contains(program)) {
            return Failures.user(
                    "NotGranted",
                    "program '" + program + "' may not be started: the node must ask for it with permissions: { exec: ["
                            + program + "] }, and the administrator must allow it with exec in the grants of the"
                            + " configuration");
        }
        try (ShellProcess process = ShellProcess.start(command)) {
            return result(program, process.await(context), context);
        } catch (ShellProcess.NotStarted notStarted) {
            return Failures.user("NotStarted", String.valueOf(notStarted.getMessage()));
        }
    }

    private static NodeResult result(String program, ShellProcess.End end, NodeContext context) throws IOException {
        return switch (end.how()) {
            case TIMED_OUT ->
                NodeResult.failed(NodeFailure.of(
                                FailureKind.LIMIT,
                                "Timeout",
                                program + " was killed at the deadline " + context.deadline())
                        .retryable(true));
            case TOO_MUCH_OUTPUT ->
                Failures.limit(
                        "OutputLimit",
                        program + " wrote more than limits.output ("
                                + context.limits().outputBytes() + " bytes) or limits.log ("
                                + context.limits().logBytes() + " bytes) and was killed");
            case EXITED -> exited(program, end);
        };
    }

    private static NodeResult exited(String program, ShellProcess.End end) {
        if (end.exitCode() == 0) {
            return NodeResult.completed(
                    Payload.of(Map.of("exitCode", 0, "stdout", end.stdout(), "stderr", end.stderr())));
        }
        List<String> lines =
                end.stderr().lines().filter(line -> !line.isBlank()).toList();
        String last = lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
        return Failures.external("Exit." + end.exitCode(), program + " exited with " + end.exitCode() + last);
    }
}
