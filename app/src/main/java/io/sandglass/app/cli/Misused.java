package io.sandglass.app.cli;

import io.sandglass.migration.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in two lines what is wrong with a command line, instead of printing all the help there is. */
final class Misused {
    private Misused() {}

    static int explain(Terminal terminal, ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        terminal.err().println("sandglass: " + reason(failure, command));
        terminal.err().println("see " + name + " --help");
        return CommandFailed.USAGE;
    }

    /** The library's words with those of Java and of its own making taken out. */
    private static String plain(String message) {
        return message.replaceFirst("positional parameter at index \\S+ \\(([^)]*)\\)", "$1")
                .replaceFirst("^Invalid value for option '([^']+)'(?: \\(<[^>]+>\\))?: ", "$1: ")
                .replaceFirst("is not an? (int|long)$", "is not a whole number")
                .replaceFirst("^Missing required parameters?: (.*)$", "$1 is missing");
    }

    /** Of a choice the words one may say, as one types them. */
    private static Optional<String> choice(ParameterException failure) {
        ArgSpec argument = failure.getArgSpec();
        String value = failure.getValue();
        if (argument == null || value == null || !argument.type().isEnum()) {
            return Optional.empty();
        }
        List<String> known = new ArrayList<>();
        argument.completionCandidates().forEach(known::add);
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        return Optional.of(name + " is one of " + String.join(", ", known) + ", but not '" + value + "'"
                + Suggestion.nearest(value, known)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse(""));
    }

    private static String reason(ParameterException failure, CommandLine command) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return choice(failure).orElseGet(() -> plain(String.valueOf(failure.getMessage())));
        }
        String word = unmatched.getUnmatched().get(0);
        List<String> known = new ArrayList<>(command.getSubcommands().keySet());
        command.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
        String kind = word.startsWith("-") ? "option" : command.getSubcommands().isEmpty() ? "argument" : "command";
        return "there is no " + kind + " '" + word + "' here"
                + Suggestion.nearest(word, known)
                        .or(() -> begun(word, known))
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("");
    }

    /** The only one that begins so. */
    private static Optional<String> begun(String word, List<String> known) {
        List<String> fitting =
                known.stream().filter(one -> one.startsWith(word)).distinct().toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }
}
