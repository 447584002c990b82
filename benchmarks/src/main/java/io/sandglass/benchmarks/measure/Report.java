package io.sandglass.benchmarks.measure;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Everything that was measured in one go.
 *
 * @param machine what it was measured on, for people, a line each
 */
public record Report(List<String> machine, List<Figure> figures) {
    private static final String HEAD =
            "| workload | system | durability | figure | median | least to most | rounds | must | goal |"
                    + " reached |\n|---|---|---|---|---:|---|---:|---:|---:|---|\n";

    public Report {
        machine = List.copyOf(requireNonNull(machine, "machine"));
        figures = List.copyOf(requireNonNull(figures, "figures"));
    }

    /** As Markdown. */
    public String table() {
        StringBuilder text = new StringBuilder();
        machine.forEach(line -> text.append(line).append('\n'));
        text.append('\n').append(HEAD);
        figures.forEach(figure -> text.append(row(figure)));
        return text.toString();
    }

    private static String row(Figure figure) {
        Measure measure = figure.measure();
        Optional<Target> target = Target.of(figure);
        return String.join(
                        " | ",
                        "| " + figure.workload(),
                        figure.system(),
                        figure.durability(),
                        measure.name(),
                        measure.text(figure.median()),
                        measure.text(figure.least()) + " to " + measure.text(figure.most()),
                        Integer.toString(figure.samples().size()),
                        target.map(known -> measure.text(known.must())).orElse(""),
                        target.map(known -> measure.text(known.goal())).orElse(""),
                        target.map(known -> known.verdict(figure.median())).orElse(""))
                + " |\n";
    }
}
