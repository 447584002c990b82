package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What {@code sandglass run} is to run: a file, or a workflow that the home knows. */
sealed interface RunTarget {
    /** Optionally a namespace, then the id; what ends like a file is one. */
    Pattern NAME = Pattern.compile("([A-Za-z0-9][\\w.-]{0,127}/)?[A-Za-z0-9][\\w.-]{0,127}(?<!\\.(yaml|yml|json))");

    /** As the service takes it. */
    Map<String, String> request();

    /** Directories with further plugins for it; mostly none. */
    List<Path> plugins();

    /**
     * Whatever names a file is that file; the name of none may be that of a workflow.
     *
     * @throws CommandFailed if it is neither, or the file cannot be read
     */
    static RunTarget of(String argument) {
        return NAME.matcher(argument).matches() && !isFile(Path.of(argument))
                ? new Deployed(argument)
                : new Document(WorkflowFile.read(argument));
    }

    private static boolean isFile(Path path) {
        return Files.exists(path) && !Files.isDirectory(path);
    }

    /** A file, or standard input. */
    record Document(WorkflowFile file) implements RunTarget {
        public Document {
            requireNonNull(file, "file");
        }

        @Override
        public Map<String, String> request() {
            return Map.of("document", file.text(), "source", file.name());
        }

        @Override
        public List<Path> plugins() {
            return ExamplePlugins.of(file);
        }
    }

    /** @param workflow its id, perhaps after its namespace */
    record Deployed(String workflow) implements RunTarget {
        public Deployed {
            requireNonNull(workflow, "workflow");
        }

        @Override
        public Map<String, String> request() {
            return Map.of("workflow", workflow);
        }

        @Override
        public List<Path> plugins() {
            return List.of();
        }

        /** Somebody may have meant a file. @param why it is no workflow */
        CommandFailed unknown(String why) {
            String near = PathGuess.words(Path.of(workflow), ".yaml").orElse("");
            return new CommandFailed(CommandFailed.USAGE, why + "\nthere is no file " + workflow + " either" + near);
        }
    }
}
