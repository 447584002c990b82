package io.sandglass.app.cli;

import io.sandglass.app.Administration;
import io.sandglass.app.Home;
import io.sandglass.app.Service;
import io.sandglass.store.StoreUnavailable;
import java.io.IOException;
import java.net.BindException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves a home: fires its workflows on their schedule until it is stopped (Ctrl-C or SIGTERM).",
        footer = {
            "%nDrop workflows into workflows/ and plugins into plugins/ of the home while it runs.",
            "sandglass.yaml in the home settles grants and limits; see docs/guide/administration.md."
        })
final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    @Mixin
    private final GrantOptions grants = new GrantOptions();

    @Option(
            names = "--jdbc-port",
            paramLabel = "PORT",
            converter = Port.class,
            description = "Offer the history over JDBC on 127.0.0.1:PORT; 0 takes any free port. Default: not offered.")
    private @Nullable Integer jdbcPort;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        LastResort.install();
        Home directory = home.home();
        OptionalInt port = jdbcPort == null ? OptionalInt.empty() : OptionalInt.of(jdbcPort);
        refuseSecond(directory);
        Administration administration = grants.over(Administration.of(directory));
        try {
            Service service = start(directory, administration, port);
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "shutdown"));
            greet(directory, service);
        } catch (IOException e) {
            throw new CommandFailed(
                    CommandFailed.UNAVAILABLE, "cannot serve " + directory.root() + ": " + e.getMessage());
        }
        new CountDownLatch(1).await(); // until a signal ends the process
        return 0;
    }

    private static void refuseSecond(Home directory) {
        if (Served.on(directory).isPresent()) {
            throw new CommandFailed(
                    CommandFailed.UNAVAILABLE,
                    "a service is running on " + directory.root()
                            + " already; use it as it is (sandglass status --home " + directory.root()
                            + "), stop it, or name another --home");
        }
    }

    /** What is wrong with the listener is said in the words of the option. */
    private Service start(Home directory, Administration administration, OptionalInt port) throws IOException {
        try {
            return Service.start(directory, administration, port);
        } catch (StoreUnavailable e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException) {
                    throw new CommandFailed(
                            CommandFailed.UNAVAILABLE,
                            "another program listens on port " + jdbcPort
                                    + "; name another --jdbc-port, or 0 for any free one");
                }
            }
            throw e;
        }
    }

    private void greet(Home directory, Service service) {
        terminal.out()
                .printf(
                        "Sandglass %s serves %s (process %d)%n",
                        Version.product(),
                        directory.root(),
                        ProcessHandle.current().pid());
        terminal.out().println("  workflows go to  " + directory.workflows());
        terminal.out().println("  plugins go to    " + directory.plugins());
        service.jdbc().ifPresent(jdbc -> {
            terminal.out().println("  JDBC             " + jdbc.url());
            String password =
                    jdbc.passwordFile().map(file -> ", password in " + file).orElse("");
            terminal.out().println("  JDBC user        " + jdbc.user() + password);
        });
        terminal.out().flush();
    }

    /** Reads a port, so that a wrong one is refused with the other words. */
    static final class Port implements ITypeConverter<Integer> {
        private static final int MAX = 65_535;

        @Override
        public Integer convert(String text) {
            if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MAX) {
                throw new TypeConversionException(
                        "it must be between 0 and " + MAX + ", but is " + text + "; 0 takes any free one");
            }
            return Integer.parseInt(text);
        }
    }
}
