package io.sandglass.plugin.standard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A binary to run, as a workflow asks for it.
 *
 * @param file absolute
 * @param env its whole environment, besides {@code PATH}
 */
record NativeProgram(String file, List<String> args, Map<String, String> env, String stdin, Isolation weakest) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** Begins the names of the variables in which values get behind the walls. */
    private static final String CARRIER = "SANDGLASS_ENV_";

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
        return command()
                .problem()
                .or(() -> env.keySet().stream()
                        .filter(name -> !NAME.matcher(name).matches() || name.startsWith(CARRIER))
                        .findFirst()
                        .map(name -> "with.env has the name '" + name
                                + "'; names are made of letters, digits and _, and do not begin with a digit or "
                                + CARRIER));
    }

    /** The same behind no weaker walls than these. */
    NativeProgram atLeast(Isolation floor) {
        return new NativeProgram(file, args, env, stdin, floor.compareTo(weakest) > 0 ? floor : weakest);
    }

    /** As it is, without any wall. */
    ShellCommand command() {
        return new ShellCommand(with(List.of(file), args), env, stdin);
    }

    /**
     * Behind walls. Its environment gets its names from a shell behind the last of them: what a workflow says must not reach
     * the tools before it, which are still outside, and values must not be arguments, which all users of a machine see.
     */
    ShellCommand behind(List<String> walls) {
        List<String> argv = new ArrayList<>(walls);
        Map<String, String> handed = new LinkedHashMap<>(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"));
        StringBuilder script = new StringBuilder("unset PWD OLDPWD SHLVL; ");
        env.forEach((name, value) -> {
            String carrier = CARRIER + handed.size();
            handed.put(carrier, value);
            script.append(name + "=$" + carrier + "; export " + name + "; unset " + carrier + "; ");
        });
        argv.addAll(List.of(Tools.require("sh"), "-c", script + "exec \"$@\"", "sh", file));
        argv.addAll(args);
        return new ShellCommand(argv, handed, stdin);
    }

    private static List<String> with(List<String> first, List<String> rest) {
        List<String> all = new ArrayList<>(first);
        all.addAll(rest);
        return all;
    }
}
