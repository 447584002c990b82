package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.BinaryWriter;
import io.sandglass.sandbox.binary.Opcode;
import io.sandglass.sandbox.metering.Outline.Section;
import java.util.stream.IntStream;

/**
 * Rewrites a module so that it counts its own work down from a fuel global, and the depth of its calls down from a depth
 * global, and traps when one of them runs out.
 *
 * <p>Its globals come behind those of the module, so the module's own code cannot name them: it was validated without
 * them. The count follows from the code and its input alone: the same in an interpreter and compiled, on every engine.
 * Stateless.
 */
public final class FuelRewriter {
    /** Which price list the fuel follows. */
    public static final int SCHEDULE = 4;

    /** Export of the fuel global, an i64; below zero when it ran out. */
    public static final String FUEL = "sandglass:fuel";

    /** Export of the depth global, an i32; {@link #TOO_DEEP} when it ran out. */
    public static final String DEPTH = "sandglass:depth";

    /**
     * Export of the low-water mark of depth, an i32: the least that was left to a function that was about to be called. Set
     * before anything runs to what there is, it tells afterwards how deep the guest was; left at 0 it tells nothing.
     */
    public static final String LOWEST = "sandglass:lowest";

    /** What stands in the depth global after a guest called too deep. */
    public static final int TOO_DEEP = Integer.MIN_VALUE;

    private static final int HEADER_BYTES = 8;

    private final byte[] wasm;
    private final Outline outline;
    private final NewTypes types;
    private final Layout layout;
    private final Added added;
    private final BinaryWriter out = new BinaryWriter();
    private boolean globalsWritten;
    private boolean exportsWritten;

    private FuelRewriter(byte[] wasm) {
        this.wasm = wasm;
        this.outline = new Outline(wasm);
        this.types = new NewTypes(outline.typeCount());
        CallGraph calls = callGraph();
        this.layout = new Layout(outline, calls, types);
        this.added = new Added(outline.globalCount() + 1);
        new ReturnedUnits(calls, layout, this::plan).find();
    }

    private ChargePlan plan(int i) {
        Body body = outline.body(i);
        return new ChargePlan(body.code(), layout, i, body.entryPrice());
    }

    private CallGraph callGraph() {
        return new CallGraph(IntStream.range(0, outline.functionCount())
                .mapToObj(this::facts)
                .toList());
    }

    private FunctionFacts facts(int i) {
        Body body = outline.body(i);
        body.code().references().forEach(outline::takeAddress);
        return FunctionFacts.of(body, outline.shapeOf(i), outline);
    }

    /**
     * The metered module.
     *
     * @param wasm a module within the static policy that the engine found valid; not changed
     */
    public static byte[] rewrite(byte[] wasm) {
        return meter(wasm).wasm();
    }

    /** The same, with where its functions came from. */
    public static Metered meter(byte[] wasm) {
        FuelRewriter rewriter = new FuelRewriter(wasm);
        int imported = rewriter.outline.importedFunctions();
        int[] twins = rewriter.layout.twinned().stream()
                .mapToInt(body -> imported + body)
                .toArray();
        return new Metered(rewriter.rewrite(), imported + rewriter.outline.functionCount(), twins);
    }

    /**
     * A metered module.
     *
     * @param functions how many functions the module had before, imported ones among them
     * @param twins which of them stand behind those a second time, in that order
     */
    public record Metered(byte[] wasm, int functions, int[] twins) {
        /** The function that was there before and stands at this index now. */
        public int original(int function) {
            int twin = function - functions;
            return twin < 0 ? function : twins[twin];
        }

        /** The same without its bytes. */
        public Metered withoutCode() {
            return new Metered(new byte[0], functions, twins);
        }
    }

    private byte[] rewrite() {
        // Types come first in the file, but only the code tells which are missing.
        BinaryWriter functions = new BinaryWriter();
        BinaryWriter code = new BinaryWriter();
        if (outline.functionCount() > 0) {
            layout.writeTypes(functions);
            writeCode(code);
        } else {
            functions.unsigned(0);
            code.unsigned(0);
        }
        out.bytes(wasm, 0, HEADER_BYTES);
        for (Section section : outline.sections()) {
            writeMissingBefore(section.id());
            writeSection(section, functions, code);
        }
        writeMissingBefore(Outline.CODE);
        return out.toByteArray();
    }

    private void writeCode(BinaryWriter code) {
        BodyRewriter.Target target = new BodyRewriter.Target(layout, types, added);
        int functions = outline.functionCount();
        code.unsigned((long) functions + layout.twinned().size());
        for (int i = 0; i < functions; i++) {
            code.sized(function(i, target));
        }
        for (int i : layout.twinned()) {
            code.sized(twin(i, target));
        }
    }

    private BinaryWriter function(int i, BodyRewriter.Target target) {
        if (layout.hasTwin(i)) {
            return entrance(i);
        }
        if (layout.paidOutside(i)) {
            return PrepaidBody.copy(outline.body(i), layout);
        }
        Slots.Depth deep = layout.getsDepth(i) ? Slots.Depth.PARAMETER : Slots.Depth.GLOBAL;
        return metered(i, target, layout.deep(i) ? deep : Slots.Depth.NOWHERE);
    }

    private BinaryWriter twin(int i, BodyRewriter.Target target) {
        return layout.prepaid(outline.importedFunctions() + i)
                ? PrepaidBody.copy(outline.body(i), layout)
                : metered(i, target, layout.deep(i) ? Slots.Depth.PARAMETER : Slots.Depth.NOWHERE);
    }

    private BinaryWriter metered(int i, BodyRewriter.Target target, Slots.Depth depth) {
        BodyRewriter.Function function = new BodyRewriter.Function(i, outline.body(i), outline.shapeOf(i));
        return new BodyRewriter(function, target, depth, !layout.paidByCallers(i)).rewrite();
    }

    /** Pays for the entry of the twin, and calls it with the depth that was left in the global. */
    private BinaryWriter entrance(int i) {
        int parameters = outline.shapeOf(i).parameters();
        Slots slots = new Slots(added, parameters, 0, false, false, Slots.Depth.NOWHERE);
        BinaryWriter entrance = new BinaryWriter().unsigned(slots.groups());
        slots.declare(entrance);
        Meter meter = new Meter(entrance, slots);
        if (layout.entry(i) > ChargePlan.MOST_AT_ONCE) {
            meter.payAndCheck(layout.entry(i));
        } else {
            meter.pay(layout.entry(i));
        }
        for (int k = 0; k < parameters; k++) {
            entrance.u8(Opcode.LOCAL_GET).unsigned(k);
        }
        if (layout.deep(i)) {
            entrance.u8(Opcode.GLOBAL_GET).unsigned(added.depthGlobal());
        }
        return entrance.u8(Opcode.CALL)
                .unsigned(layout.target(outline.importedFunctions() + i))
                .u8(Opcode.END);
    }

    /** Custom sections may stand anywhere; the others stand in the order of their numbers up to the code. */
    private void writeMissingBefore(int id) {
        boolean custom = id == 0;
        if (!custom && id > Outline.GLOBALS && !globalsWritten) {
            write(Outline.GLOBALS, Added.globals(new BinaryWriter().unsigned(Added.GLOBALS)));
        }
        if (!custom && id > Outline.EXPORTS && !exportsWritten) {
            write(Outline.EXPORTS, added.exports(new BinaryWriter().unsigned(Added.GLOBALS)));
        }
    }

    private void writeSection(Section section, BinaryWriter functions, BinaryWriter code) {
        switch (section.id()) {
            case Outline.TYPES -> {
                BinaryWriter longer = longer(section, types.count());
                types.write(longer);
                write(section.id(), longer);
            }
            case Outline.FUNCTIONS -> write(section.id(), functions);
            case Outline.GLOBALS -> write(section.id(), Added.globals(longer(section, Added.GLOBALS)));
            case Outline.EXPORTS -> write(section.id(), added.exports(longer(section, Added.GLOBALS)));
            case Outline.CODE -> write(section.id(), code);
            default -> write(section.id(), new BinaryWriter().bytes(wasm, section.from(), section.to()));
        }
    }

    private void write(int id, BinaryWriter content) {
        globalsWritten |= id == Outline.GLOBALS;
        exportsWritten |= id == Outline.EXPORTS;
        out.u8(id).sized(content);
    }

    /** The old content with a higher count before it. */
    private BinaryWriter longer(Section section, int more) {
        BinaryReader reader = content(section);
        long count = reader.u32();
        return new BinaryWriter().unsigned(count + more).bytes(wasm, reader.position(), section.to());
    }

    private BinaryReader content(Section section) {
        BinaryReader reader = new BinaryReader(wasm);
        reader.skip(section.from());
        return reader.part((long) section.to() - section.from());
    }
}
