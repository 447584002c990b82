package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import io.sandglass.sandbox.Fault;
import io.sandglass.sandbox.Outcome;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a guest ended and what it used, on the terminal.
 *
 * @param logged what it logged by {@code sandglass.log}
 */
record GuestReport(SandboxResult result, List<GuestLines.Line> logged) {
    private static final double MILLI = 1e6;

    GuestReport {
        requireNonNull(result, "result");
        logged = List.copyOf(logged);
    }

    /** @return the exit code of the command */
    int print(Terminal terminal, OutputFormat format) {
        format.print(terminal, this::object, () -> printStreams(terminal));
        return exitCode();
    }

    private int exitCode() {
        return switch (result.outcome()) {
            case OK -> 0;
            case LINK_ERROR, INPUT_LIMIT -> CommandFailed.USAGE;
            case ABANDONED, ENGINE_ERROR -> CommandFailed.DEFECT;
            default -> CommandFailed.RUN_FAILED;
        };
    }

    /** What the program logs is marked, so that it cannot pass for the report; on a screen it steers nothing. */
    private void printStreams(Terminal terminal) {
        if (terminal.window().isPresent()) {
            terminal.out().print(Printable.lines(text(result.stdout())));
        } else {
            terminal.out().write(result.stdout(), 0, result.stdout().length);
        }
        terminal.out().flush();
        logged.forEach(line -> terminal.err().println("| " + line.level() + ": " + Printable.line(line.text())));
        Printable.lines(text(result.stderr()))
                .lines()
                .forEach(line -> terminal.err().println("| " + line));
        lines().forEach(line -> terminal.err().println(terminal.paint(line, Terminal.Ink.DIM)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        Usage used = result.usage();
        List<String> lines = new ArrayList<>();
        lines.add("outcome   " + outcome());
        result.fault().map(Fault::message).ifPresent(message -> lines.add("fault     " + Printable.line(message)));
        if (result.outcome() == Outcome.HOST_CALL_DENIED) {
            lines.add("here      --grant stands for permissions and grants: sandglass sandbox run --help");
        }
        lines.add(text("fuel      %,d units of schedule %d", used.fuelUnits(), used.fuelSchedule()));
        lines.add(text("memory    %,d bytes at most", used.peakMemoryBytes()));
        lines.add(text("stack     %,d units at most", used.peakStackUnits()));
        lines.add(text(
                "time      %.3f ms wall, %.3f ms CPU, %.3f ms in the queue",
                used.wallNanos() / MILLI, used.cpuNanos() / MILLI, used.queueNanos() / MILLI));
        lines.add(text(
                "streams   %,d bytes read, %,d written, %,d logged%s",
                used.stdinBytes(),
                used.stdoutBytes(),
                used.stderrBytes(),
                result.stderrTruncated() ? ", the rest was dropped" : ""));
        lines.add(text("calls     %,d of the host", used.hostCalls()));
        return lines;
    }

    private String outcome() {
        return result.outcome() == Outcome.EXIT_NONZERO
                ? "EXIT_NONZERO: " + Integer.toUnsignedString(result.exitCode())
                : result.outcome().name();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("outcome", result.outcome().name());
        object.put("exitCode", Integer.toUnsignedLong(result.exitCode()));
        object.put("fault", result.fault().map(GuestReport::object).orElse(null));
        putStream(object, "stdout", result.stdout());
        putStream(object, "stderr", result.stderr());
        object.put("stderrTruncated", result.stderrTruncated());
        object.put("log", logged.stream().map(GuestReport::object).toList());
        object.put("usage", object(result.usage()));
        return object;
    }

    private static Map<String, Object> object(GuestLines.Line line) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("level", line.level());
        object.put("text", line.text());
        return object;
    }

    private static Map<String, @Nullable Object> object(Fault fault) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("kind", fault.kind());
        object.put("message", fault.message());
        object.put("function", fault.function().orElse(null));
        object.put("fuelUnits", fault.fuelUnits());
        return object;
    }

    private static Map<String, Object> object(Usage used) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("fuelUnits", used.fuelUnits());
        object.put("fuelSchedule", used.fuelSchedule());
        object.put("peakMemoryBytes", used.peakMemoryBytes());
        object.put("wallNanos", used.wallNanos());
        object.put("cpuNanos", used.cpuNanos());
        object.put("queueNanos", used.queueNanos());
        object.put("stdinBytes", used.stdinBytes());
        object.put("stdoutBytes", used.stdoutBytes());
        object.put("stderrBytes", used.stderrBytes());
        object.put("hostCalls", used.hostCalls());
        object.put("peakStackUnits", used.peakStackUnits());
        return object;
    }

    /** As text where it is text. */
    private static void putStream(Map<String, @Nullable Object> object, String name, byte[] bytes) {
        try {
            object.put(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException binary) {
            object.put(name + "Base64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}
