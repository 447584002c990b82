package io.sandglass.app.cli;

import io.sandglass.app.Catalog;
import io.sandglass.migration.Suggestion;
import io.sandglass.plugin.ConfigField;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.host.LoadedType;
import io.sandglass.plugin.host.PluginRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows what a node type does and which fields its 'with' takes.")
final class PluginsShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "TYPE", description = "A node type, such as http or greet@1.2.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private String type;

    PluginsShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Catalog catalog = Catalog.open(home.home(), List.of())) {
            LoadedType found = find(catalog.registry());
            output.format().print(terminal, () -> object(found), () -> print(found));
        }
        return 0;
    }

    private LoadedType find(PluginRegistry registry) {
        int at = type.indexOf('@');
        String name = at < 0 ? type : type.substring(0, at);
        Optional<String> range = at < 0 ? Optional.empty() : Optional.of(type.substring(at + 1));
        return registry.find(name, range, Optional.empty())
                .orElseThrow(() -> new CommandFailed(
                        CommandFailed.USAGE,
                        "there is no node type '" + type + "'; "
                                + Suggestion.orElse(
                                        name, registry.names(), "sandglass plugins list shows those there are")));
    }

    private void print(LoadedType found) {
        NodeType shown = found.type();
        terminal.out()
                .println(terminal.paint(shown.name() + "@" + shown.version(), Terminal.Ink.BOLD) + " (" + found.kind()
                        + ") " + Printable.line(shown.description()));
        Table fields = fields(shown);
        if (!fields.rows().isEmpty()) {
            fields.print(terminal, OutputFormat.TABLE);
        }
        if (shown.open()) {
            terminal.out().println("with takes any " + (fields.rows().isEmpty() ? "" : "further ") + "fields");
        }
    }

    private static Table fields(NodeType type) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        type.config().forEach((name, field) -> {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(name);
            row.add(field.type().name().toLowerCase(Locale.ROOT));
            row.add(missing(field));
            row.add(field.secrets());
            row.add(field.description());
            rows.add(row);
        });
        return new Table(List.of("field", "type", "default", "secrets", "description"), rows);
    }

    /** What holds where the field is left out. */
    private static @Nullable Object missing(ConfigField field) {
        return field.required() && field.defaultValue().isEmpty()
                ? "needed"
                : field.defaultValue().map(Payload::value).map(Json::compact).orElse(null);
    }

    private static Map<String, @Nullable Object> object(LoadedType found) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("type", found.type().name());
        object.put("version", found.type().version());
        object.put("kind", found.kind());
        object.put("digest", found.digest());
        object.put("description", found.type().description());
        object.put("takesAnyFields", found.type().open());
        object.put("fields", fields(found.type()).objects());
        return object;
    }
}
