package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.ValueTypes;
import java.util.ArrayList;
import java.util.List;

/** What the rewriter needs to know of a module besides its code: sections, types, numbers of things, who is referred to. */
final class Outline {
    static final int TYPES = 1;
    static final int IMPORTS = 2;
    static final int FUNCTIONS = 3;
    static final int GLOBALS = 6;
    static final int EXPORTS = 7;
    static final int START = 8;
    static final int ELEMENTS = 9;
    static final int CODE = 10;

    private static final int HEADER_BYTES = 8;

    private final byte[] wasm;
    private final List<Section> sections = new ArrayList<>();
    private final List<FunctionShape> types = new ArrayList<>();
    private final List<Integer> functions = new ArrayList<>();
    private final List<Integer> bodies = new ArrayList<>();
    private final Addresses addresses = new Addresses();
    private final List<Integer> importedTypes = new ArrayList<>();
    private int globals;

    /** Where the content of a section lies. */
    record Section(int id, int from, int to) {}

    /** @param wasm a valid module within the static policy */
    Outline(byte[] wasm) {
        this.wasm = wasm;
        BinaryReader reader = new BinaryReader(wasm);
        reader.skip(HEADER_BYTES);
        while (!reader.atEnd()) {
            int id = reader.u8();
            int length = (int) reader.u32();
            int from = reader.position();
            note(id, reader.part(length));
            sections.add(new Section(id, from, from + length));
        }
    }

    private void note(int id, BinaryReader section) {
        switch (id) {
            case TYPES -> repeat(section, () -> types.add(FunctionShape.read(section)));
            case IMPORTS -> repeat(section, () -> imported(section));
            case FUNCTIONS -> repeat(section, () -> functions.add((int) section.u32()));
            case GLOBALS -> globals += repeat(section, () -> addresses.global(section));
            case EXPORTS -> repeat(section, () -> addresses.export(section));
            case START -> addresses.start(section);
            case CODE -> repeat(section, () -> body(section));
            case ELEMENTS -> repeat(section, () -> addresses.element(section));
            default -> {
                // of no interest
            }
        }
    }

    private void body(BinaryReader section) {
        bodies.add(section.position());
        section.skip(section.u32());
    }

    private static int repeat(BinaryReader section, Runnable each) {
        int count = (int) section.u32();
        for (int i = 0; i < count; i++) {
            each.run();
        }
        return count;
    }

    private void imported(BinaryReader section) {
        section.name();
        section.name();
        switch (section.u8()) {
            case 0 -> importedTypes.add((int) section.u32());
            case 1 -> {
                ValueTypes.reference(section);
                bounds(section);
            }
            case 2 -> bounds(section);
            default -> {
                section.skip(2);
                globals++;
            }
        }
    }

    private static void bounds(BinaryReader section) {
        boolean maximum = section.u8() == 1;
        section.u32();
        if (maximum) {
            section.u32();
        }
    }

    List<Section> sections() {
        return sections;
    }

    int typeCount() {
        return types.size();
    }

    /** Globals, imported ones included; new ones are numbered from here. */
    int globalCount() {
        return globals;
    }

    /** Imported functions are numbered before those of the module. */
    int importedFunctions() {
        return importedTypes.size();
    }

    /** Functions that the module defines. */
    int functionCount() {
        return functions.size();
    }

    /** The function that stands at this place in the code section. */
    Body body(int body) {
        BinaryReader reader = new BinaryReader(wasm);
        reader.skip(bodies.get(body));
        return new Body(wasm, reader.part(reader.u32()));
    }

    /** The number of the type of the function whose body stands at this place in the code section. */
    int typeOf(int body) {
        return functions.get(body);
    }

    /** The type of the function whose body stands at this place in the code section. */
    FunctionShape shapeOf(int body) {
        return types.get(functions.get(body));
    }

    /** Code refers to a function, by its number. */
    void takeAddress(int function) {
        addresses.take(function);
    }

    FunctionShape type(int index) {
        return types.get(index);
    }

    /** The type of a function; imported ones are numbered first. */
    FunctionShape shapeOfFunction(int function) {
        int imported = importedTypes.size();
        return types.get(function < imported ? importedTypes.get(function) : functions.get(function - imported));
    }

    /** Whether the function whose body stands at this place can be called other than by its number. */
    boolean addressTaken(int body) {
        return addresses.taken(importedTypes.size() + body);
    }
}
