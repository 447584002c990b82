package io.sandglass.plugin.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A binary to run, as a workflow asks for it.
 *
 * @param file absolute
 * @param env its whole environment, besides {@code PATH}
 */
record NativeProgram(String file, List<String> args, Map<String, String> env, String stdin, Isolation weakest) {
    NativeProgram {
        args = List.copyOf(args);
        env = Map.copyOf(env);
    }

    /** What cannot be run, however it is isolated. */
    Optional<String> problem() {
        if (!file.startsWith("/") || file.contains("/../") || file.contains("=")) {
            return Optional.of(
                    "with.program must be the whole path of a program, without '..' and '=', as in /usr/bin/jq, but is '"
                            + file + "'");
        }
        return command().problem();
    }

    /** As it is, without any wall. */
    ShellCommand command() {
        return new ShellCommand(with(List.of(file), args), env, stdin);
    }

    /**
     * Behind walls. Its environment is set by the last of them: what a workflow says must not reach those before it, which
     * are still outside.
     */
    ShellCommand behind(List<String> walls) {
        List<String> argv = new ArrayList<>(walls);
        argv.addAll(List.of(Tools.require("env"), "-i", "PATH=/usr/local/bin:/usr/bin:/bin"));
        env.forEach((name, value) -> argv.add(name + "=" + value));
        argv.add(file);
        argv.addAll(args);
        return new ShellCommand(argv, Map.of(), stdin);
    }

    private static List<String> with(List<String> first, List<String> rest) {
        List<String> all = new ArrayList<>(first);
        all.addAll(rest);
        return all;
    }
}
