package io.sandglass.sandbox.metering;

import java.util.BitSet;
import java.util.List;

/** Orders functions so that each stands behind those that it calls, as far as there is no cycle. */
final class CalleesFirst {
    private final List<FunctionFacts> functions;
    private final BitSet seen = new BitSet();
    private final int[] open;
    private final int[] nextCallee;
    private final int[] order;
    private int depth;
    private int ordered;

    CalleesFirst(List<FunctionFacts> functions) {
        this.functions = functions;
        this.open = new int[functions.size()];
        this.nextCallee = new int[functions.size()];
        this.order = new int[functions.size()];
    }

    int[] order() {
        for (int i = 0; i < order.length; i++) {
            open(i);
            while (depth > 0) {
                goOn(open[depth - 1]);
            }
        }
        return order;
    }

    private void open(int function) {
        if (!seen.get(function)) {
            seen.set(function);
            open[depth++] = function;
        }
    }

    private void goOn(int function) {
        int[] callees = functions.get(function).callees();
        if (nextCallee[function] < callees.length) {
            open(callees[nextCallee[function]++]);
        } else {
            depth--;
            order[ordered++] = function;
        }
    }
}
