package io.sandglass.sandbox.metering;

import java.util.BitSet;
import java.util.function.IntFunction;

/**
 * Finds with how many units each function may return that nobody looked at.
 *
 * <p>That depends on the functions it calls. Each is gone through behind those, at first as if it came back with none of
 * those that are not known yet, and again when one of them turns out to come back with more. What was found for a function
 * only ever grows, up to the most there may be, and is final once none is to be gone through again: each then keeps within
 * what was found for it if all others do, and so, by the number of calls made, all do. What has not settled after a few
 * rounds, in cycles of calls only, gets the most there may be, so that no module makes it take long.
 */
final class ReturnedUnits {
    private static final int MOST_ROUNDS = 4;

    private final CallGraph calls;
    private final Layout layout;
    private final IntFunction<ChargePlan> plans;
    private final BitSet due = new BitSet();

    /** @param plans the plan of a function as its callees are known when it is asked for */
    ReturnedUnits(CallGraph calls, Layout layout, IntFunction<ChargePlan> plans) {
        this.calls = calls;
        this.layout = layout;
        this.plans = plans;
    }

    /** Notes them in the layout, and what callers pay for the entry of each function. */
    void find() {
        int[] order = calls.calleesFirst();
        for (int function : order) {
            due.set(function, counts(function));
        }
        for (int round = 0; round < MOST_ROUNDS && !due.isEmpty(); round++) {
            for (int function : order) {
                if (due.get(function)) {
                    goThrough(function);
                }
            }
        }
        while (!due.isEmpty()) {
            raise(due.nextSetBit(0), UncheckedUnits.MOST);
        }
    }

    /** Whether it is called by number, and not paid for with the call. */
    private boolean counts(int function) {
        return calls.called(function) && !calls.prepaid(function);
    }

    private void goThrough(int function) {
        ChargePlan plan = plans.apply(function);
        layout.enterFor(function, plan.entry());
        raise(function, plan.returned());
    }

    private void raise(int function, long units) {
        due.clear(function);
        if (units > layout.returned(function)) {
            layout.returnWith(function, units);
            for (int caller : calls.callers(function)) {
                due.set(caller, counts(caller) && layout.returned(caller) < UncheckedUnits.MOST);
            }
        }
    }
}
