package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryWriter;
import io.sandglass.sandbox.binary.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which functions the metered module has, and of which type.
 *
 * <p>Who calls a function by its number pays for its entry, and hands it its depth if it is deep. Who calls it through a
 * table, or from outside, does neither. A function that is called in both ways gets a <em>twin</em> behind all others, for
 * calls by number; in its own place stands an entrance, which does both and calls the twin.
 */
final class Layout {
    private static final int NO_TWIN = -1;

    private final Outline outline;
    private final CallGraph calls;
    private final NewTypes types;
    private final int[] twins;
    private final List<Integer> twinned = new ArrayList<>();
    private final long[] entries;
    private final long[] returned;

    Layout(Outline outline, CallGraph calls, NewTypes types) {
        this.outline = outline;
        this.calls = calls;
        this.types = types;
        this.twins = new int[outline.functionCount()];
        this.entries = new long[twins.length];
        this.returned = new long[twins.length];
        Arrays.fill(twins, NO_TWIN);
        for (int i = 0; i < twins.length; i++) {
            if (calls.called(i) && outline.addressTaken(i)) {
                twins[i] = outline.importedFunctions() + twins.length + twinned.size();
                twinned.add(i);
            }
        }
    }

    /** Functions that have a twin, by their place in the code section, in the order of the twins. */
    List<Integer> twinned() {
        return twinned;
    }

    boolean hasTwin(int body) {
        return twins[body] != NO_TWIN;
    }

    /** How a function is numbered in the module as it was. */
    int index(int body) {
        return outline.importedFunctions() + body;
    }

    /** What a direct call of a function has to name instead. */
    long target(int function) {
        int body = function - outline.importedFunctions();
        return body >= 0 && hasTwin(body) ? twins[body] : function;
    }

    /** Whether a function is paid for when it is called by number. */
    boolean prepaid(int function) {
        int body = function - outline.importedFunctions();
        return body >= 0 && calls.prepaid(body);
    }

    /** Whether a function takes depth as its last parameter when it is called by number. */
    boolean takesDepth(int function) {
        int body = function - outline.importedFunctions();
        return body >= 0 && calls.deep(body);
    }

    /** Whether its instructions are paid for by whoever calls it, in every case. */
    boolean paidOutside(int body) {
        return calls.prepaid(body) && !outline.addressTaken(body);
    }

    /** Whether it is called by number only, and has to keep count of depth. */
    boolean getsDepth(int body) {
        return calls.deep(body) && calls.called(body) && !hasTwin(body);
    }

    /** How much depth each function that it calls has less than itself. */
    long weight(int body) {
        return calls.weight(body);
    }

    boolean deep(int body) {
        return calls.deep(body);
    }

    /** Notes what callers pay for the entry of a function that is not prepaid. */
    void enterFor(int body, long units) {
        entries[body] = units;
    }

    /** Notes the units that nobody may have looked at when a function comes back that is not prepaid. */
    void returnWith(int body, long units) {
        returned[body] = units;
    }

    long returned(int body) {
        return returned[body];
    }

    /** The size reported to callers must never be less than what is written in the end. */
    void requireFound(int body, long units) {
        if (calls.called(body) && units > returned[body]) {
            throw new IllegalStateException("function " + index(body) + " returns with " + units
                    + " units that nobody looked at, but its callers count with " + returned[body]);
        }
    }

    /** Units that nobody may have looked at when what an instruction {@linkplain #callsCounting calls} comes back. */
    long unitsReturned(Instructions code, int index) {
        return code.callsIndirect(index)
                ? UncheckedUnits.MOST
                : returned[code.callee(index) - outline.importedFunctions()];
    }

    /** What callers by number pay before they call a function. */
    long entry(int body) {
        return calls.prepaid(body) ? calls.price(body) : entries[body];
    }

    /** What an instruction that calls something metered pays for its entry. */
    long entryPrice(Instructions code, int index) {
        int body = code.callsDirect(index) ? code.callee(index) - outline.importedFunctions() : NO_TWIN;
        return body >= 0 ? entries[body] : 0;
    }

    /** Whether an instruction calls something that counts depth, or may do so. */
    boolean callsDeep(Instructions code, int index) {
        return code.callsIndirect(index) || (code.callsDirect(index) && takesDepth(code.callee(index)));
    }

    /** Whether an instruction of a function goes back to its start, with no frame of its own. */
    boolean callsItselfLast(Instructions code, int index, int body) {
        return code.opcode(index) == Opcode.RETURN_CALL && code.callee(index) == index(body);
    }

    /** Whether it is called by number at all, and so paid for by its callers. */
    boolean paidByCallers(int body) {
        return calls.called(body);
    }

    /** The price of an instruction, that of a prepaid function included. */
    long price(Instructions code, int index) {
        long own = Prices.of(code.opcode(index));
        if (!code.callsDirect(index) || !prepaid(code.callee(index))) {
            return own;
        }
        return own + calls.price(code.callee(index) - outline.importedFunctions());
    }

    /** Whether an instruction calls something that counts for itself. */
    boolean callsMetered(Instructions code, int index) {
        return code.callsIndirect(index) || (code.callsDirect(index) && !prepaid(code.callee(index)));
    }

    /** The same, of the module itself, or perhaps so. */
    boolean callsCounting(Instructions code, int index) {
        return callsMetered(code, index)
                && (code.callsIndirect(index) || code.callee(index) >= outline.importedFunctions());
    }

    /** The content of the function section. */
    void writeTypes(BinaryWriter out) {
        out.unsigned((long) twins.length + twinned.size());
        for (int i = 0; i < twins.length; i++) {
            out.unsigned(getsDepth(i) ? types.index(outline.shapeOf(i).withDepth()) : outline.typeOf(i));
        }
        for (int body : twinned) {
            out.unsigned(deep(body) ? types.index(outline.shapeOf(body).withDepth()) : outline.typeOf(body));
        }
    }
}
