package io.sandglass.app.cli;

import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.spec.Quantities;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a guest is given, and how much it may use. */
final class GuestOptions {
    private static final Path TERMINAL = Path.of("-");

    @Option(
            names = "--stdin",
            paramLabel = "FILE",
            description =
                    "What the program reads from its standard input; - for that of this command. Default: nothing.")
    private @Nullable Path stdin;

    @Option(
            names = "--fuel",
            paramLabel = "COUNT",
            converter = Count.class,
            description = "Work it may do, as in 50M or 2G. Default: 5G.")
    private long fuel = SandboxLimits.DEFAULTS.fuelUnits();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = Size.class,
            description = "Memory it may have, as in 64MiB. Default: 64MiB.")
    private long memory = SandboxLimits.DEFAULTS.memoryBytes();

    @Option(
            names = "--wall",
            paramLabel = "TIME",
            converter = TimeReader.Positive.class,
            description = "Time it may take, as in 500ms, 5s or 1m. Default: 10s.")
    private Duration wall = SandboxLimits.DEFAULTS.wall();

    @Option(names = "--arg", paramLabel = "TEXT", description = "An argument of the program; once for each.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "An environment variable of the program, which sees no other; once for each.")
    private Map<String, String> environment = new LinkedHashMap<>();

    /**
     * The run they describe.
     *
     * @param program what the program is to think of as its name
     */
    Invocation invocation(String program) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(arguments);
        SandboxLimits limits = SandboxLimits.DEFAULTS
                .withFuelUnits(fuel)
                .withMemoryBytes(memory)
                .withWall(wall);
        return Invocation.of(input(limits.stdinBytes()))
                .withArgs(words)
                .withEnv(environment)
                .withLimits(limits);
    }

    private byte[] input(long most) {
        Path file = stdin;
        if (file == null) {
            return new byte[0];
        }
        try (InputStream in = file.equals(TERMINAL) ? System.in : Files.newInputStream(file)) {
            return in.readNBytes((int) most + 1);
        } catch (IOException e) {
            String why = Files.exists(file)
                    ? "cannot be read: " + e.getMessage()
                    : "is not there" + PathGuess.words(file, "").orElse("");
            throw new CommandFailed(CommandFailed.USAGE, "--stdin: " + file + " " + why);
        }
    }

    /** An amount, in words that say what is wrong with it. */
    private abstract static class Amount implements ITypeConverter<Long> {
        private final ToLongFunction<String> reading;

        Amount(ToLongFunction<String> reading) {
            this.reading = reading;
        }

        @Override
        public Long convert(String text) {
            try {
                return reading.applyAsLong(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** As in 50M. */
    static final class Count extends Amount {
        Count() {
            super(Quantities::count);
        }
    }

    /** As in 64MiB. */
    static final class Size extends Amount {
        Size() {
            super(Quantities::bytes);
        }
    }
}
