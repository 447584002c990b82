package io.sandglass.sandbox.policy;

import io.sandglass.sandbox.binary.Features;
import io.sandglass.sandbox.binary.Malformed;
import java.util.BitSet;

/** Counts that one section tells and another must agree with. Filled during one pass. */
final class ModuleShape {
    private static final int MAX_LOCALS = 1_000_000;
    private static final int MAX_BRANCH_TARGETS = 200_000;
    private static final int MAX_CUSTOM_SECTIONS = 1_000;

    private static final int MAX_ELEMENTS = 200_000;

    /** Parsers look for the block of a label by going out one block after the other. */
    private static final long MAX_LABEL_STEPS = 200_000_000;

    /** The parser of Chicory looks, at the end of each loop, at all blocks that stand beside it. */
    private static final long MAX_LOOP_STEPS = 200_000_000;

    private final BitSet declared = new BitSet();
    private int customSections;
    private int memories;
    private int importedFunctions;
    private int functions;
    private int bodies;
    private long locals;
    private long branchTargets;
    private long elements;
    private long labelSteps;
    private long loopSteps;

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

    void addImportedFunction() {
        importedFunctions++;
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

    void addElements(int count) {
        elements += count;
        if (elements > MAX_ELEMENTS) {
            throw new Malformed("entries of all element segments: more than the limit of " + MAX_ELEMENTS);
        }
    }

    void addLabel(long depth) {
        labelSteps += depth;
        if (labelSteps > MAX_LABEL_STEPS) {
            throw new Malformed("branches lead out of more blocks, together, than the limit of " + MAX_LABEL_STEPS);
        }
    }

    void addBesideLoop(int blocks) {
        loopSteps += blocks;
        if (loopSteps > MAX_LOOP_STEPS) {
            throw new Malformed("loops stand beside more blocks, together, than the limit of " + MAX_LOOP_STEPS);
        }
    }

    /** A function is named by an export, a global or an element segment, so that code may refer to it. */
    void declare(long function) {
        requireFunction(function);
        declared.set((int) function);
    }

    /**
     * Engines look at this where they use a number, which may be later than where they keep it: what the sandbox adds behind
     * the module's own functions is not to be named.
     */
    void requireFunction(long function) {
        if (function >= (long) importedFunctions + functions) {
            throw new Malformed("there is no function " + function + ": the module has " + importedFunctions
                    + " imported and " + functions + " of its own");
        }
    }

    /** Engines do not look at this, though the standard asks for it, and metering relies on it. */
    void requireDeclared(long function) {
        requireFunction(function);
        if (!declared.get((int) function)) {
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
