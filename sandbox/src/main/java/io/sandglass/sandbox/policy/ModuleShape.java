package io.sandglass.sandbox.policy;

import io.sandglass.sandbox.binary.Features;
import io.sandglass.sandbox.binary.Malformed;
import java.util.BitSet;

/** Counts that one section tells and another must agree with. Filled during one pass. */
final class ModuleShape {
    private static final int MAX_LOCALS = 1_000_000;
    private static final int MAX_BRANCH_TARGETS = 200_000;
    private static final int MAX_CUSTOM_SECTIONS = 1_000;

    /** Functions are numbered below this, imported ones included. */
    private static final int MOST_FUNCTIONS = 51_000;

    private final BitSet declared = new BitSet();
    private int customSections;
    private int memories;
    private int functions;
    private int bodies;
    private long locals;
    private long branchTargets;

    void addCustomSection() {
        if (++customSections > MAX_CUSTOM_SECTIONS) {
            throw new Malformed("custom sections: more than the limit of " + MAX_CUSTOM_SECTIONS);
        }
    }

    void addMemory() {
        if (++memories > 1) {
            throw Features.notOffered("more than one memory");
        }
    }

    void functions(int count) {
        functions = count;
    }

    void bodies(int count) {
        bodies = count;
    }

    void addLocals(long count) {
        locals += count;
        if (locals > MAX_LOCALS) {
            throw new Malformed("locals of all functions: more than the limit of " + MAX_LOCALS);
        }
    }

    void addBranchTargets(long count) {
        branchTargets += count;
        if (branchTargets > MAX_BRANCH_TARGETS) {
            throw new Malformed("targets of all br_tables: more than the limit of " + MAX_BRANCH_TARGETS);
        }
    }

    /** A function is named by an export, a global or an element segment, so that code may refer to it. */
    void declare(long function) {
        if (function < MOST_FUNCTIONS) {
            declared.set((int) function);
        }
    }

    /** Engines do not look at this, though the standard asks for it, and metering relies on it. */
    void requireDeclared(long function) {
        if (function >= MOST_FUNCTIONS || !declared.get((int) function)) {
            throw new Malformed("ref.func names function " + function
                    + ", which no export, global or element segment declares (undeclared function reference)");
        }
    }

    void requireComplete() {
        if (functions != bodies) {
            throw new Malformed(functions + " functions are declared, but " + bodies + " have a body");
        }
    }
}
