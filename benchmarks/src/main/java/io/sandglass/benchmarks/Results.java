package io.sandglass.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.benchmarks.measure.Figure;
import io.sandglass.benchmarks.measure.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a report for programs: every sample of every figure. */
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Results() {}

    static void write(Report report, Path file) throws IOException {
        ObjectNode all = JSON.createObjectNode();
        report.machine().forEach(all.putArray("machine")::add);
        ArrayNode figures = all.putArray("figures");
        report.figures().forEach(figure -> figures.add(json(figure)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    }

    private static ObjectNode json(Figure figure) {
        ObjectNode json = JSON.createObjectNode()
                .put("workload", figure.workload())
                .put("system", figure.system())
                .put("durability", figure.durability())
                .put("measure", figure.measure().name())
                .put("unit", figure.measure().unit())
                .put("median", figure.median());
        figure.samples().forEach(json.putArray("samples")::add);
        return json;
    }
}
