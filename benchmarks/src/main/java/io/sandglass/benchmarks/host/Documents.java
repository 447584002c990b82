package io.sandglass.benchmarks.host;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the workflows to be measured. */
public final class Documents {
    private Documents() {}

    /** The same, whose nodes need not wait until what comes before them is on disk. */
    public static String relaxed(String document) {
        return document.replaceFirst("nodes:", "pace: relaxed\nnodes:");
    }

    /** Each node needs the one before. */
    public static String chain(String id, String type, int length) {
        return header(id)
                + IntStream.range(0, length)
                        .mapToObj(i -> i == 0 ? node("n0", type, "") : node("n" + i, type, "n" + (i - 1)))
                        .collect(Collectors.joining());
    }

    /** One node that waits for longer than any measurement. */
    public static String waiting(String id) {
        return header(id) + "  wait: { type: wait, with: { for: P20D } }\n";
    }

    /** Nodes that need nothing, and one that needs all of them. */
    public static String fan(String id, String type, int width) {
        String all = IntStream.range(0, width).mapToObj(i -> "n" + i).collect(Collectors.joining(", "));
        return header(id)
                + IntStream.range(0, width)
                        .mapToObj(i -> node("n" + i, type, ""))
                        .collect(Collectors.joining())
                + node("join", type, all);
    }

    /** Each node needs two of the layer before. */
    public static String layers(String id, String type, int layers, int width) {
        StringBuilder text = new StringBuilder(header(id));
        for (int layer = 0; layer < layers; layer++) {
            for (int i = 0; i < width; i++) {
                String above = "n" + (layer - 1) + "_";
                String needs = above + i + (width == 1 ? "" : ", " + above + (i + 1) % width);
                text.append(node("n" + layer + "_" + i, type, layer == 0 ? "" : needs));
            }
        }
        return text.toString();
    }

    private static String header(String id) {
        return String.format(
                Locale.ROOT, "apiVersion: sandglass/v3\nkind: Workflow\nnamespace: bench\nid: %s\nnodes:\n", id);
    }

    private static String node(String id, String type, String needs) {
        return "  " + id + ": { type: " + type + (needs.isEmpty() ? "" : ", needs: [" + needs + "]") + " }\n";
    }
}
