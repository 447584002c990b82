package io.sandglass.plugin.standard;

import static io.sandglass.plugin.ConfigType.LIST;
import static io.sandglass.plugin.ConfigType.OBJECT;
import static io.sandglass.plugin.ConfigType.STRING;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Permissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a granted native binary behind walls of the operating system: {@code bwrap}, else {@code unshare}, else only {@code
 * prlimit}, whichever is the strongest that works here and not weaker than {@code minIsolation}. History tells which it
 * was. Its output is {@code {exitCode, stdout, stderr, isolation}}; failures are as those of {@link ShellNode}, and {@code
 * IsolationUnavailable} where nothing is strong enough: then nothing runs.
 */
public final class NativeNode implements NodePlugin {
    @Override
    public NodeType type() {
        return NodeType.of("native", 1)
                .config("program", STRING.required().describedAs("The whole path of the binary."))
                .config("args", LIST.optional().describedAs("Its arguments, as texts."))
                .config(
                        "env",
                        OBJECT.optional()
                                .describedAs("Its environment variables, besides PATH.")
                                .takingSecrets())
                .config("stdin", STRING.orElse("").describedAs("What it reads."))
                .config(
                        "minIsolation",
                        STRING.orElse("bwrap")
                                .describedAs("The weakest walls it may run behind: bwrap, unshare, prlimit."))
                .describedAs("Runs a binary that the administrator has granted, isolated by the operating system.");
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        Optional<Isolation> weakest = Isolation.named(config.string("minIsolation"));
        if (weakest.isEmpty()) {
            return Failures.badConfig("with.minIsolation must be bwrap, unshare or prlimit, but is '"
                    + config.string("minIsolation") + "'");
        }
        NativeProgram program = program(config, weakest.get());
        return program.problem().map(Failures::badConfig).orElse(context -> execute(program, context));
    }

    private static NativeProgram program(NodeConfig config, Isolation weakest) {
        List<String> args = new ArrayList<>();
        if (config.has("args")) {
            config.list("args").forEach(argument -> args.add(Json.text(argument)));
        }
        Map<String, String> env = new LinkedHashMap<>();
        if (config.has("env")) {
            config.object("env").forEach((name, value) -> env.put(name, Json.text(value)));
        }
        return new NativeProgram(config.string("program"), args, env, config.string("stdin"), weakest);
    }

    private static NodeResult execute(NativeProgram program, NodeContext context) throws Exception {
        Optional<Isolation> floor = granted(program.file(), context.permissions());
        if (floor.isEmpty()) {
            return notGranted(program);
        }
        NativeProgram asked = program.atLeast(floor.get());
        Optional<Isolation> isolation = asked.weakest().strongest();
        if (isolation.isEmpty()) {
            return NativeEnds.unavailable(asked);
        }
        return OwnThread.call(
                "native-" + context.runId() + "/" + context.nodeId(),
                () -> NativeRun.of(asked, isolation.get(), context).run());
    }

    /** The weakest walls that the administrator allows; empty if the program is not granted. */
    private static Optional<Isolation> granted(String program, Permissions permissions) {
        String walls = permissions.walled().get(program);
        if (walls != null) {
            return Isolation.named(walls);
        }
        return permissions.exec().contains(program) ? Optional.of(Isolation.PRLIMIT) : Optional.empty();
    }

    private static NodeResult notGranted(NativeProgram program) {
        return Failures.user(
                "NotGranted",
                "'" + program.file() + "' may not be run: the node must ask for it with permissions: { exec: ["
                        + program.file()
                        + "] }, and the administrator must allow it, by its whole path, with native in the grants of the"
                        + " configuration");
    }
}
