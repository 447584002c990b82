package io.sandglass.app.cli;

import io.sandglass.app.Catalog;
import io.sandglass.app.Home;
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
        Home directory = home.home();
        Table plugins = HistoryDoor.service(directory).isPresent() ? askService(directory) : readFiles(directory);
        plugins.print(terminal, output.format());
        return 0;
    }

    /** Only the service knows what it has put in quarantine. */
    private static Table askService(Home home) {
        try (History history = HistoryDoor.open(home)) {
            return history.query(
                    "select types, kind, state, file, digest, nullif(reason, '') as reason from report.plugins"
                            + " where state <> 'GONE' order by file, types",
                    List.of());
        }
    }

    private static Table readFiles(Home home) {
        try (Catalog catalog = Catalog.open(home, List.of())) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            catalog.registry().entries().forEach(entry -> rows.add(row(entry)));
            return new Table(List.of("types", "kind", "state", "file", "digest", "reason"), rows);
        }
    }

    /** As history has it: with the kind before it. */
    private static String digest(PluginEntry entry) {
        String kind = entry.kind() + ":";
        return entry.digest().isEmpty() || entry.digest().startsWith(kind) ? entry.digest() : kind + entry.digest();
    }

    private static List<@Nullable Object> row(PluginEntry entry) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(entry.types().stream()
                .map(type -> type.name() + "@" + type.version())
                .collect(Collectors.joining(", ")));
        row.add(entry.kind());
        row.add(entry.state().name());
        row.add(entry.file());
        row.add(digest(entry));
        row.add(entry.reason().orElse(null));
        return row;
    }
}
