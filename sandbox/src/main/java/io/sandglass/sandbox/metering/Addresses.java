package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.Immediates;
import io.sandglass.sandbox.binary.Opcode;
import java.util.BitSet;

/**
 * Which functions can be called other than by their number: they are exported, stand in a table, are referred to, or start
 * the module. Imported functions are numbered first.
 *
 * <p>By the standard, code may refer only to functions that are named elsewhere, too. Who relies on that relies on a check
 * of somebody else, so references in code count by themselves.
 */
final class Addresses {
    private static final int PASSIVE = 1;
    private static final int EXPLICIT = 2;
    private static final int EXPRESSIONS = 4;

    private final BitSet taken = new BitSet();

    boolean taken(int function) {
        return taken.get(function);
    }

    /** Code refers to it. */
    void take(int function) {
        taken.set(function);
    }

    void export(BinaryReader section) {
        section.name();
        boolean function = section.u8() == 0;
        int index = (int) section.u32();
        if (function) {
            taken.set(index);
        }
    }

    void start(BinaryReader section) {
        taken.set((int) section.u32());
    }

    void global(BinaryReader section) {
        section.skip(2);
        expression(section);
    }

    /** Bit 0: passive or declarative; bit 1: says its table or type; bit 2: entries are expressions. */
    void element(BinaryReader section) {
        long kind = section.u32();
        boolean active = (kind & PASSIVE) == 0;
        boolean explicit = (kind & EXPLICIT) != 0;
        if (active && explicit) {
            section.u32();
        }
        if (active) {
            expression(section);
        }
        if (!active || explicit) {
            section.u8();
        }
        long entries = section.u32();
        for (long i = 0; i < entries; i++) {
            entry(section, (kind & EXPRESSIONS) != 0);
        }
    }

    private void entry(BinaryReader section, boolean expressions) {
        if (expressions) {
            expression(section);
        } else {
            taken.set((int) section.u32());
        }
    }

    private void expression(BinaryReader section) {
        for (int opcode = section.u8(); opcode != Opcode.END; opcode = section.u8()) {
            if (opcode == Opcode.REF_FUNC) {
                taken.set((int) section.u32());
            } else {
                Immediates.skip(section, opcode, 0);
            }
        }
    }
}
