package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.wasm.Digests;
import io.sandglass.sandbox.CompileCost;
import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.sandbox.inspect.Inspection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is in a module, on the terminal.
 *
 * @param objection why it may not run here; empty if it may
 * @param cost of compiling it; empty if it may not be compiled
 */
record ModuleReport(ModuleFile module, Inspection inspection, Optional<String> objection, Optional<CompileCost> cost) {
    /** A guess: a cold compiler. */
    private static final long BYTES_PER_MILLI = 250;

    private static final int NAME_WIDTH = 10;

    ModuleReport {
        requireNonNull(module, "module");
        requireNonNull(inspection, "inspection");
        requireNonNull(objection, "objection");
        requireNonNull(cost, "cost");
    }

    void print(Terminal terminal, OutputFormat format) {
        format.print(
                terminal,
                this::object,
                () -> lines().forEach(line -> terminal.out().println(Printable.line(line))));
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("file", module.name());
        object.put("digest", Digests.sha256(module.bytes()));
        object.put("bytes", module.bytes().length);
        object.put("mayRun", objection.isEmpty());
        object.put("objection", objection.orElse(null));
        object.put("imports", inspection.imports());
        object.put("exports", inspection.exports());
        object.put("memories", inspection.memories());
        object.put("tables", inspection.tables());
        object.put("features", inspection.features());
        object.put("customSections", inspection.customSections());
        object.put("counts", inspection.counts());
        object.put("compileMillis", cost.map(ModuleReport::compileMillis).orElse(null));
        object.put("compiledInOwnProcess", cost.map(CompileCost::apart).orElse(null));
        object.put("defaultLimits", limits());
        return object;
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        add(lines, "digest", List.of(Digests.sha256(module.bytes())));
        add(lines, "size", List.of(module.bytes().length + " bytes"));
        add(
                lines,
                "verdict",
                List.of(objection.map(why -> "may not run here: " + why).orElse("may run here")));
        add(lines, "imports", inspection.imports());
        add(lines, "exports", inspection.exports());
        add(lines, "memory", inspection.memories());
        add(lines, "tables", inspection.tables());
        add(lines, "features", inspection.features());
        add(lines, "sections", inspection.customSections());
        add(lines, "counts", List.of(joined(inspection.counts())));
        add(lines, "compile", cost.map(ModuleReport::shown).stream().toList());
        add(lines, "limits", List.of(joined(limits()) + " (defaults)"));
        return lines;
    }

    private static void add(List<String> lines, String name, Collection<String> values) {
        String label = name;
        for (String value : values.isEmpty() ? List.of("none") : values) {
            lines.add(label + " ".repeat(NAME_WIDTH - label.length()) + value);
            label = "";
        }
    }

    private static String joined(Map<String, ?> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> limits() {
        SandboxLimits limits = SandboxLimits.DEFAULTS;
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("fuel", limits.fuelUnits());
        shown.put("memory", limits.memoryBytes());
        shown.put("wall", limits.wall().toString());
        shown.put("input", limits.stdinBytes());
        shown.put("output", limits.stdoutBytes());
        shown.put("log", limits.stderrBytes());
        shown.put("tableEntries", limits.tableEntries());
        shown.put("hostCalls", limits.hostCalls());
        shown.put("stack", limits.stackUnits());
        return shown;
    }

    private static String shown(CompileCost cost) {
        return "about " + compileMillis(cost) + " ms" + (cost.apart() ? ", in a process of its own" : "");
    }

    private static long compileMillis(CompileCost cost) {
        return 1 + cost.weightBytes() / BYTES_PER_MILLI;
    }
}
