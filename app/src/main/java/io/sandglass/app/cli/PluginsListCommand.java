package io.sandglass.app.cli;

import io.sandglass.app.Catalog;
import io.sandglass.plugin.host.PluginEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists node types and the files they come from, refused files with the reason.")
final class PluginsListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    PluginsListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Catalog catalog = Catalog.open(home.home(), List.of())) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            catalog.registry().entries().forEach(entry -> rows.add(row(entry)));
            new Table(List.of("types", "kind", "state", "file", "digest", "reason"), rows)
                    .print(terminal, output.format());
        }
        return 0;
    }

    private static List<@Nullable Object> row(PluginEntry entry) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(entry.types().stream()
                .map(type -> type.name() + "@" + type.version())
                .collect(Collectors.joining(", ")));
        row.add(entry.kind());
        row.add(entry.state().name());
        row.add(entry.file());
        row.add(entry.digest());
        row.add(entry.reason().orElse(null));
        return row;
    }
}
