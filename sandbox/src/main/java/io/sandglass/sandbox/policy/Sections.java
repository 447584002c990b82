package io.sandglass.sandbox.policy;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.Features;
import io.sandglass.sandbox.binary.Malformed;
import io.sandglass.sandbox.binary.ValueTypes;
import java.util.HashSet;
import java.util.Set;

/** The sections of a module, one method each. */
final class Sections {
    private static final int MAX_TYPES = 10_000;
    private static final int MAX_PARAMETERS = 64;
    private static final int MAX_RESULTS = 16;
    private static final int MAX_IMPORTS = 1_000;
    private static final int MAX_FUNCTIONS = 50_000;
    private static final int MAX_TABLES = 100;
    private static final int MAX_GLOBALS = 10_000;
    private static final int MAX_EXPORTS = 10_000;

    private static final int FUNCTION = 0;
    private static final int FUNCTION_TYPE = 0x60;
    private static final int TABLE_WITH_VALUE = 0x40;

    private Sections() {}

    /** Where a section stands; data count stands before code, tags before globals. */
    static int rank(int id) {
        return switch (id) {
            case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> id;
            case 12 -> 10;
            case 10 -> 11;
            case 11 -> 12;
            case 13 -> throw Features.notOffered("exception handling");
            default -> throw new Malformed("there is no section " + id);
        };
    }

    static void scan(int id, BinaryReader section, ModuleShape shape) {
        switch (id) {
            case 0 -> custom(section, shape);
            case 1 -> types(section);
            case 2 -> imports(section, shape);
            case 3 -> functions(section, shape);
            case 4 -> tables(section);
            case 5 -> memories(section, shape);
            case 6 -> globals(section, shape);
            case 7 -> exports(section, shape);
            case 8 -> shape.requireFunction(section.u32());
            case 9 -> Segments.elements(section, shape);
            case 10 -> CodeScan.scan(section, shape);
            case 11 -> Segments.data(section, shape);
            default -> section.u32();
        }
    }

    private static void custom(BinaryReader section, ModuleShape shape) {
        shape.addCustomSection();
        section.name();
        section.skip(section.remaining());
    }

    private static void types(BinaryReader section) {
        int count = section.count("types", MAX_TYPES);
        for (int i = 0; i < count; i++) {
            if (section.u8() != FUNCTION_TYPE) {
                throw Features.notOffered("garbage collection (type " + i + " is no function type)");
            }
            values(section, section.count("parameters of type " + i, MAX_PARAMETERS));
            values(section, section.count("results of type " + i, MAX_RESULTS));
        }
    }

    private static void values(BinaryReader section, int count) {
        for (int i = 0; i < count; i++) {
            ValueTypes.value(section);
        }
    }

    private static void imports(BinaryReader section, ModuleShape shape) {
        int count = section.count("imports", MAX_IMPORTS);
        for (int i = 0; i < count; i++) {
            section.name();
            section.name();
            imported(section, shape);
        }
    }

    private static void imported(BinaryReader section, ModuleShape shape) {
        int kind = section.u8();
        switch (kind) {
            case FUNCTION -> {
                section.u32();
                shape.addImportedFunction();
            }
            case 1 -> table(section);
            case 2 -> memory(section, shape);
            case 3 -> global(section);
            case 4 -> throw Features.notOffered("exception handling");
            default -> throw new Malformed("there is no kind " + kind + " of imports");
        }
    }

    private static void functions(BinaryReader section, ModuleShape shape) {
        int count = section.count("functions", MAX_FUNCTIONS);
        for (int i = 0; i < count; i++) {
            section.u32();
        }
        shape.functions(count);
    }

    private static void tables(BinaryReader section) {
        int count = section.count("tables", MAX_TABLES);
        for (int i = 0; i < count; i++) {
            table(section);
        }
    }

    private static void table(BinaryReader section) {
        if (section.peek() == TABLE_WITH_VALUE) {
            throw Features.notOffered("typed references");
        }
        ValueTypes.reference(section);
        Bounds.table(section);
    }

    private static void memories(BinaryReader section, ModuleShape shape) {
        int count = section.count("memories", MAX_TABLES);
        for (int i = 0; i < count; i++) {
            memory(section, shape);
        }
    }

    private static void memory(BinaryReader section, ModuleShape shape) {
        shape.addMemory();
        Bounds.memory(section);
    }

    private static void globals(BinaryReader section, ModuleShape shape) {
        int count = section.count("globals", MAX_GLOBALS);
        for (int i = 0; i < count; i++) {
            global(section);
            Segments.expression(section, shape);
        }
    }

    private static void global(BinaryReader section) {
        ValueTypes.value(section);
        int mutability = section.u8();
        if (mutability > 1) {
            throw new Malformed("the mutability of a global is 0 or 1, not " + mutability);
        }
    }

    private static void exports(BinaryReader section, ModuleShape shape) {
        int count = section.count("exports", MAX_EXPORTS);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String name = section.name();
            if (name.startsWith(StaticPolicy.RESERVED)) {
                throw new Malformed("the export '" + name + "' has a name that is reserved");
            }
            // Engines look at this only when a module is instantiated.
            if (!names.add(name)) {
                throw new Malformed("there are two exports with the name '" + name + "'");
            }
            boolean function = section.u8() == FUNCTION;
            long index = section.u32();
            if (function) {
                shape.declare(index);
            }
        }
    }
}
