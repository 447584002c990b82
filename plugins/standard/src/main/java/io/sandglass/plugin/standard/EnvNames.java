package io.sandglass.plugin.standard;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Names of variables by which loaders, shells and interpreters are told to run other code than the program that was granted.
 * Nobody knows them all: who grants a program still trusts it to read its environment with care.
 */
final class EnvNames {
    private static final Set<String> NAMES = Set.of(
            "BASH_ENV",
            "BASHOPTS",
            "CLASSPATH",
            "ENV",
            "GCONV_PATH",
            "IFS",
            "JAVA_OPTS",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "NLSPATH",
            "PROMPT_COMMAND",
            "PS4",
            "SHELLOPTS",
            "_JAVA_OPTIONS");

    private static final Set<String> BEGINNINGS =
            Set.of("BASH_FUNC_", "DYLD_", "GIT_", "GLIBC_", "LD_", "LUA_", "NODE_", "PERL", "PYTHON", "RUBY");

    private EnvNames() {}

    /** What is wrong with the first of these that runs other code. */
    static Optional<String> problem(Set<String> names) {
        return names.stream()
                .filter(EnvNames::runsCode)
                .sorted()
                .findFirst()
                .map(name ->
                        "with.env has the name '" + name + "', which makes loaders or interpreters run other code than"
                                + " the program that was granted; set it inside of the program, if it must be set");
    }

    private static boolean runsCode(String name) {
        String capitals = name.toUpperCase(Locale.ROOT);
        return NAMES.contains(capitals) || BEGINNINGS.stream().anyMatch(capitals::startsWith);
    }
}
