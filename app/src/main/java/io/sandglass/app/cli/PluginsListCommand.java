package io.sandglass.app.cli;

import io.sandglass.app.Catalog;
import io.sandglass.app.Home;
import io.sandglass.store.ledger.PluginRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
        Table plugins = Served.on(directory).isPresent() ? askService(directory) : readFiles(directory);
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
            catalog.plugins().forEach(plugin -> rows.add(row(plugin)));
            return new Table(List.of("types", "kind", "state", "file", "digest", "reason"), rows);
        }
    }

    private static List<@Nullable Object> row(PluginRow plugin) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(String.join(", ", plugin.types()));
        row.add(plugin.kind());
        row.add(plugin.state());
        row.add(plugin.file());
        row.add(plugin.digest());
        row.add(plugin.reason().isEmpty() ? null : plugin.reason());
        return row;
    }
}
