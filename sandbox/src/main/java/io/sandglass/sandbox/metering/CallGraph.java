package io.sandglass.sandbox.metering;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Who calls whom, and what follows from it.
 *
 * <p>A function is <em>prepaid</em> if a bound of its cost is known, and little of that is for instructions that it might
 * not reach: its callers pay that bound, and it counts nothing itself. A function is <em>shallow</em> if a bound of the
 * depth below it is known and small: depth is not counted there. Callees are settled before their callers, so what is in
 * or above a cycle is never settled, and is neither. Functions are numbered by their place in the code section.
 */
final class CallGraph {
    /** Most that a caller pays for instructions of a function that may not be reached. */
    static final long MOST_OPTIONAL = 64;

    /** Most that a caller pays for a function at once. */
    static final long MOST_PREPAID = 1_000;

    /** Most depth that goes uncounted; a hundredth of what a guest has by default. */
    static final long MOST_SHALLOW = 200;

    private static final long NO_BOUND = Long.MAX_VALUE / 2;

    private final List<FunctionFacts> functions;
    private final long[] prices;
    private final long[] optional;
    private final long[] depths;
    private final int[][] callers;
    private final BitSet called = new BitSet();

    CallGraph(List<FunctionFacts> functions) {
        this.functions = functions;
        this.prices = unbounded();
        this.optional = unbounded();
        this.depths = unbounded();
        this.callers = findCallers();
        settleAll();
    }

    private long[] unbounded() {
        long[] bounds = new long[functions.size()];
        Arrays.fill(bounds, NO_BOUND);
        return bounds;
    }

    /** For each function the places it is called from. */
    private int[][] findCallers() {
        int[] counts = new int[functions.size()];
        for (FunctionFacts function : functions) {
            for (int callee : function.callees()) {
                counts[callee]++;
                called.set(callee);
            }
        }
        int[][] places = new int[counts.length][];
        for (int i = 0; i < counts.length; i++) {
            places[i] = new int[counts[i]];
        }
        for (int i = 0; i < counts.length; i++) {
            for (int callee : functions.get(i).callees()) {
                places[callee][--counts[callee]] = i;
            }
        }
        return places;
    }

    private void settleAll() {
        int[] waiting = functions.stream()
                .mapToInt(function -> function.callees().length)
                .toArray();
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < waiting.length; i++) {
            if (waiting[i] == 0) {
                ready.add(i);
            }
        }
        while (!ready.isEmpty()) {
            int next = ready.remove();
            settle(next);
            for (int caller : callers[next]) {
                if (--waiting[caller] == 0) {
                    ready.add(caller);
                }
            }
        }
    }

    private void settle(int function) {
        FunctionFacts facts = functions.get(function);
        long price = facts.once() ? facts.price() : NO_BOUND;
        long unsure = facts.optional();
        long deepest = facts.indirect() ? NO_BOUND : 0;
        for (int i = 0; i < facts.callees().length; i++) {
            int callee = facts.callees()[i];
            price = Math.min(NO_BOUND, price + prices[callee]);
            unsure = Math.min(NO_BOUND, unsure + (i < facts.certain() ? optional[callee] : prices[callee]));
            deepest = Math.max(deepest, depths[callee]);
        }
        depths[function] = Math.min(NO_BOUND, deepest + facts.weight());
        boolean prepaid = !deep(function) && price <= MOST_PREPAID && unsure <= MOST_OPTIONAL;
        prices[function] = prepaid ? price : NO_BOUND;
        optional[function] = unsure;
    }

    /** Whether its callers pay for it. */
    boolean prepaid(int function) {
        return prices[function] <= MOST_PREPAID;
    }

    /** What callers pay for a prepaid function. */
    long price(int function) {
        return prices[function];
    }

    /** How much depth each function that it calls has less than itself. */
    long weight(int function) {
        return functions.get(function).weight();
    }

    /** Whether depth is counted in it. */
    boolean deep(int function) {
        return depths[function] > MOST_SHALLOW;
    }

    /** Whether some function of the module calls it by its number. */
    boolean called(int function) {
        return called.get(function);
    }

    /** The functions that call it by its number, one for each call. */
    int[] callers(int function) {
        return callers[function];
    }

    /** All functions, each behind those that it calls, as far as there is no cycle. */
    int[] calleesFirst() {
        return new CalleesFirst(functions).order();
    }
}
