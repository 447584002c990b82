package io.sandglass.plugin.standard;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to start.
 *
 * @param argv the program and its arguments
 * @param env its environment, besides {@code PATH}
 * @param stdin what it reads, sent as UTF-8
 */
record ShellCommand(List<String> argv, Map<String, String> env, String stdin) {
    ShellCommand {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
    }

    String program() {
        return argv.get(0);
    }

    /** What no operating system would take. */
    Optional<String> problem() {
        if (argv.isEmpty() || program().isBlank()) {
            return Optional.of("with.argv must begin with the name of a program");
        }
        if (argv.stream().anyMatch(ShellCommand::hasNul)) {
            return Optional.of("with.argv must not contain the character NUL");
        }
        return EnvNames.problem(env.keySet()).or(this::malformedEnv);
    }

    private Optional<String> malformedEnv() {
        return env.entrySet().stream()
                .filter(entry -> entry.getKey().isEmpty()
                        || entry.getKey().contains("=")
                        || hasNul(entry.getKey() + entry.getValue()))
                .findFirst()
                .map(entry -> "with.env has the name '" + entry.getKey()
                        + "'; names must not be empty or contain =, and nothing may contain NUL");
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }
}
