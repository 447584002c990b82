package io.sandglass.sandbox.inspect;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.Malformed;
import io.sandglass.sandbox.inspect.Inspection.Findings;
import java.util.List;

/** Goes over the sections of a module and writes down what is there, up to the first thing it does not understand. */
final class Walk {
    private static final int HEADER = 8;
    private static final int MOST = 1_000_000;
    private static final List<String> KINDS = List.of("function", "table", "memory", "global", "tag");
    private static final int HAS_MAXIMUM = 1;
    private static final int WIDE = 4;

    private final BinaryReader reader;
    private final Findings found;

    Walk(byte[] wasm, Findings found) {
        this.reader = new BinaryReader(wasm);
        this.found = found;
    }

    void sections() {
        reader.skip(HEADER);
        while (!reader.atEnd()) {
            int id = reader.u8();
            section(id, reader.part(reader.u32()));
        }
    }

    private void section(int id, BinaryReader section) {
        switch (id) {
            case 0 -> found.customSections.add(section.name());
            case 1 -> types(section);
            case 2 -> each("imports", section, () -> imported(section));
            case 3 -> count("functions", section);
            case 4 -> each("tables", section, () -> table(section));
            case 5 -> each("memories", section, () -> found.memories.add(range(section, "pages")));
            case 6 -> count("globals", section);
            case 7 -> each("exports", section, () -> exported(section));
            case 8 -> found.counts.put("start function", section.u32());
            case 9 -> count("element segments", section);
            case 10 -> {
                found.counts.put(Inspection.CODE_BYTES, (long) section.remaining());
                new CodeWalk(section, found).bodies();
            }
            case 11 -> count("data segments", section);
            default -> {
                // the policy says what it is
            }
        }
    }

    private long count(String what, BinaryReader section) {
        long count = section.count(what, MOST);
        found.counts.put(what, count);
        return count;
    }

    private void each(String what, BinaryReader section, Runnable step) {
        long count = count(what, section);
        for (long i = 0; i < count; i++) {
            step.run();
        }
    }

    private void types(BinaryReader section) {
        each("types", section, () -> {
            if (section.u8() != 0x60) {
                throw new Malformed("no function type");
            }
            section.skip(section.u32());
            long results = section.u32();
            section.skip(results);
            if (results > 1) {
                found.features.add("multi-value");
            }
        });
    }

    private void imported(BinaryReader section) {
        String name = section.name() + "." + section.name();
        int kind = section.u8();
        found.imports.add(name + " (" + kind(kind) + ")");
        switch (kind) {
            case 0 -> section.u32();
            case 1 -> table(section);
            case 2 -> found.memories.add(range(section, "pages") + ", imported");
            case 3 -> section.skip(2);
            default -> throw new Malformed("another kind of import");
        }
    }

    private void exported(BinaryReader section) {
        String name = section.name();
        found.exports.add(name + " (" + kind(section.u8()) + ")");
        section.u32();
    }

    private static String kind(int kind) {
        return kind < KINDS.size() ? KINDS.get(kind) : "kind " + kind;
    }

    private void table(BinaryReader section) {
        section.u8();
        found.tables.add(range(section, "entries"));
    }

    private static String range(BinaryReader section, String what) {
        int flags = section.u8();
        if ((flags & WIDE) != 0) {
            throw new Malformed("64-bit limits");
        }
        long least = section.u32();
        return (flags & HAS_MAXIMUM) == 0 ? least + " or more " + what : least + " to " + section.u32() + " " + what;
    }
}
