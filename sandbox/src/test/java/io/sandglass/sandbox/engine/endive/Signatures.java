package io.sandglass.sandbox.engine.endive;

import java.util.List;
import java.util.stream.Collectors;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/** Function types as text and back; see {@link io.sandglass.sandbox.engine.HostFunction#signature()}. */
final class Signatures {
    private Signatures() {}

    static String of(FunctionType type) {
        return letters(type.params()) + ">" + letters(type.returns());
    }

    static FunctionType parse(String signature) {
        int arrow = signature.indexOf('>');
        return FunctionType.of(types(signature.substring(0, arrow)), types(signature.substring(arrow + 1)));
    }

    private static String letters(List<ValType> types) {
        return types.stream().map(Signatures::letter).collect(Collectors.joining());
    }

    private static String letter(ValType type) {
        if (type.equals(ValType.I32)) {
            return "i";
        }
        if (type.equals(ValType.I64)) {
            return "j";
        }
        if (type.equals(ValType.F32)) {
            return "f";
        }
        return type.equals(ValType.F64) ? "d" : "?";
    }

    private static List<ValType> types(String letters) {
        return letters.chars().mapToObj(Signatures::type).toList();
    }

    private static ValType type(int letter) {
        return switch (letter) {
            case 'i' -> ValType.I32;
            case 'j' -> ValType.I64;
            case 'f' -> ValType.F32;
            case 'd' -> ValType.F64;
            default -> throw new IllegalArgumentException("no host function takes or returns '" + (char) letter + "'");
        };
    }
}
