package io.sandglass.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The plugins of the examples that ship with Sandglass. Only files inside the installation's own {@code examples/} get
 * them: a file from elsewhere never brings code along.
 */
final class ExamplePlugins {
    private ExamplePlugins() {}

    /** Directories with further plugins for a document; mostly none. */
    static List<Path> of(WorkflowFile document) {
        String examples = System.getProperty("sandglass.examples", "");
        String plugins = System.getProperty("sandglass.examples.plugins", "");
        boolean ours = !examples.isEmpty() && document.path().startsWith(Path.of(examples));
        return ours && Files.isDirectory(Path.of(plugins)) ? List.of(Path.of(plugins)) : List.of();
    }
}
