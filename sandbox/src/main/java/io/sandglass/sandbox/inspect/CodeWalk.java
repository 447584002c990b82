package io.sandglass.sandbox.inspect;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.Immediates;
import io.sandglass.sandbox.inspect.Inspection.Findings;

/** Goes over the instructions of a module for the features they belong to. */
final class CodeWalk {
    private static final int MOST_BODIES = 1_000_000;
    private static final int MOST_TARGETS = 1_000_000;
    private static final int LAST_TRUNCATION = 7;
    private static final int LAST_BULK = 14;
    private static final int MISC = 0xFC;

    private final BinaryReader section;
    private final Findings found;

    CodeWalk(BinaryReader section, Findings found) {
        this.section = section;
        this.found = found;
    }

    void bodies() {
        int count = section.count("function bodies", MOST_BODIES);
        long largest = 0;
        for (int i = 0; i < count; i++) {
            long size = section.u32();
            largest = Math.max(largest, size);
            found.counts.put("bytes of the largest function", largest);
            body(section.part(size));
        }
    }

    private void body(BinaryReader body) {
        int groups = body.count("groups of locals", MOST_BODIES);
        for (int i = 0; i < groups; i++) {
            body.u32();
            body.u8();
        }
        while (!body.atEnd()) {
            int opcode = body.u8();
            feature(opcode, body);
            Immediates.skip(body, opcode, MOST_TARGETS);
        }
    }

    private void feature(int opcode, BinaryReader body) {
        switch (opcode) {
            case 0x12, 0x13 -> found.features.add("tail calls");
            case 0x1C, 0x25, 0x26, 0xD0, 0xD1, 0xD2 -> found.features.add("reference types");
            case 0xC0, 0xC1, 0xC2, 0xC3, 0xC4 -> found.features.add("sign extension");
            case MISC -> found.features.add(misc(body.peek()));
            default -> {
                // as old as WebAssembly
            }
        }
    }

    private static String misc(int operation) {
        if (operation <= LAST_TRUNCATION) {
            return "saturating conversions";
        }
        return operation <= LAST_BULK ? "bulk memory" : "reference types";
    }
}
