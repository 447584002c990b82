package io.sandglass.app.cli;

import io.sandglass.app.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Makes the history of a home from a backup; what is there is moved aside and kept.")
final class RestoreCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "FILE", description = "A file that 'sandglass backup' wrote.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it before call
    private Path file;

    RestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Home restored = home.home();
        Path aside = StoreDoor.restore(restored, file);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("restored", restored.data().toString());
        List<String> lines = new ArrayList<>(List.of("restored " + file + " to " + restored.data()));
        boolean moved = !aside.equals(restored.data());
        object.put("aside", moved ? aside.toString() : null);
        if (moved) {
            lines.add("what was there is in " + aside);
        }
        output.print(terminal, object, lines);
        return 0;
    }
}
