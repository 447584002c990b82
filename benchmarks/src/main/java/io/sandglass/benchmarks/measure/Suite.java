package io.sandglass.benchmarks.measure;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs workloads: every contender once in each round, so that a noisy minute hits all of them. Used by one thread. */
public final class Suite {
    private final Stage stage;
    private final int rounds;
    private final boolean warm;
    private final PrintStream progress;
    private long begun;

    /**
     * @param warm whether contenders warm up before the first round
     * @param progress hears of every round
     */
    public Suite(Stage stage, int rounds, boolean warm, PrintStream progress) {
        this.stage = requireNonNull(stage, "stage");
        this.rounds = rounds;
        this.warm = warm;
        this.progress = requireNonNull(progress, "progress");
    }

    /** The figures of one workload, contender by contender. */
    public List<Figure> run(Workload workload) throws Exception {
        begun = System.nanoTime();
        progress.println(workload.name() + ": " + workload.about());
        List<Contender> contenders = workload.contenders(stage);
        try {
            if (warm) {
                warmUp(contenders);
            }
            return measure(workload, contenders);
        } finally {
            for (Contender contender : contenders) {
                contender.close();
            }
            stage.clear();
        }
    }

    /** Whether there is time for a round like those before. */
    private boolean inTime(Workload workload) {
        boolean inTime =
                System.nanoTime() - begun < workload.most(stage.peers()).toNanos();
        if (!inTime) {
            progress.println("  no time for more rounds");
        }
        return inTime;
    }

    private void warmUp(List<Contender> contenders) throws Exception {
        for (Contender contender : contenders) {
            progress.println("  warming up " + contender.system());
            contender.warmUp();
        }
    }

    private List<Figure> measure(Workload workload, List<Contender> contenders) throws Exception {
        List<Map<Measure, List<Double>>> samples = new ArrayList<>();
        contenders.forEach(contender -> samples.add(new LinkedHashMap<>()));
        for (int round = 1; round <= rounds && (round == 1 || inTime(workload)); round++) {
            for (int i = 0; i < contenders.size(); i++) {
                Map<Measure, Double> values = contenders.get(i).round();
                Map<Measure, List<Double>> mine = samples.get(i);
                values.forEach((measure, value) -> mine.computeIfAbsent(measure, first -> new ArrayList<>())
                        .add(value));
                progress.println("  round " + round + ", " + contenders.get(i).system() + ": " + text(values));
            }
        }
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            Contender contender = contenders.get(i);
            samples.get(i)
                    .forEach((measure, values) -> figures.add(
                            new Figure(workload.name(), contender.system(), contender.durability(), measure, values)));
        }
        return figures;
    }

    private static String text(Map<Measure, Double> values) {
        List<String> words = new ArrayList<>();
        values.forEach((measure, value) -> words.add(measure.name() + " " + measure.text(value)));
        return String.join(", ", words);
    }
}
