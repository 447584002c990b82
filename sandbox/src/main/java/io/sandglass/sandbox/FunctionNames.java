package io.sandglass.sandbox;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.Malformed;
import io.sandglass.sandbox.metering.FuelRewriter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** What to call the functions of a module; the guest chose the names, so they are cut and cleaned. Immutable. */
final class FunctionNames {
    private static final int LONGEST = 120;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final Optional<byte[]> names;
    private final FuelRewriter.Metered metered;

    private FunctionNames(Optional<byte[]> names, FuelRewriter.Metered metered) {
        this.names = names;
        this.metered = metered;
    }

    /** @param wasm the module that was metered, as it was given */
    static FunctionNames of(byte[] wasm, FuelRewriter.Metered metered) {
        return new FunctionNames(CustomSections.functionNames(wasm), metered.withoutCode());
    }

    /** @param index in the metered module; empty if it is not known */
    Optional<String> of(OptionalInt index) {
        return index.isEmpty() ? Optional.empty() : Optional.of(of(metered.original(index.getAsInt())));
    }

    private String of(int index) {
        return names.flatMap(known -> find(new BinaryReader(known), index))
                .filter(name -> !name.isBlank())
                .map(FunctionNames::cut)
                .map(name -> UNSEEN.matcher(name).replaceAll("?"))
                .orElse("function " + index);
    }

    /** Never in the middle of a character. */
    private static String cut(String name) {
        int length = Math.min(LONGEST, name.codePointCount(0, name.length()));
        return name.substring(0, name.offsetByCodePoints(0, length));
    }

    private static Optional<String> find(BinaryReader names, int index) {
        try {
            long count = names.u32();
            for (long i = 0; i < count; i++) {
                long named = names.u32();
                if (named == index) {
                    return Optional.of(names.name());
                }
                names.skip(names.u32());
            }
        } catch (Malformed ignored) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
