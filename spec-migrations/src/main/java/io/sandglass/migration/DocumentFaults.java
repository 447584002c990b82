package io.sandglass.migration;

/** Faults that YAML and JSON have in common. */
final class DocumentFaults {
    private DocumentFaults() {}

    static Fault empty() {
        return new Fault("EMPTY_DOCUMENT", "the document is empty", "start with 'apiVersion: sandglass/v3'");
    }

    static Fault tooLarge(int maxBytes) {
        return new Fault(
                "TOO_LARGE",
                "the document has more than " + maxBytes + " bytes",
                "move data out of the workflow into inputs or files");
    }

    static Fault tooDeep(int maxDepth) {
        return new Fault(
                "TOO_DEEP",
                "objects and lists are nested deeper than " + maxDepth + " levels",
                "flatten the document or move data out of it");
    }

    static Fault tooManyValues(int maxValues) {
        return new Fault(
                "TOO_MANY_VALUES",
                "the document has more than " + maxValues + " values",
                "move data out of the workflow into inputs or files");
    }

    static Fault longKey(int maxLength) {
        return new Fault("LONG_KEY", "a key has more than " + maxLength + " characters", "use a shorter key");
    }

    static Fault emptyKey() {
        return new Fault("EMPTY_KEY", "a key is empty", "name it");
    }

    static Fault duplicateKey(String key) {
        return new Fault(
                "DUPLICATE_KEY",
                "key " + Fault.quote(key) + " is there already",
                "keep one of the two, or rename this one");
    }

    static Fault notAnObject(String found) {
        return new Fault(
                "NOT_AN_OBJECT",
                "a workflow is an object with keys, but this document is " + found,
                "start with 'apiVersion: sandglass/v3'");
    }

    static Fault byteOrderMark() {
        return new Fault(
                "BYTE_ORDER_MARK",
                "the text starts with a byte order mark (U+FEFF)",
                "save the file as UTF-8 without BOM");
    }

    static Fault controlCharacter(int codePoint) {
        return new Fault(
                "CONTROL_CHARACTER", "character " + name(codePoint) + " is not allowed in a document", "remove it");
    }

    static Fault forbiddenInString(int codePoint) {
        return new Fault(
                "CONTROL_CHARACTER",
                "the string holds " + name(codePoint) + ", which cannot be stored",
                "remove the escape");
    }

    static Fault longNumber(int maxLength) {
        return new Fault(
                "LONG_NUMBER", "a number has more than " + maxLength + " characters", "write it as a string in quotes");
    }

    static Fault numberOutOfRange(String text) {
        return new Fault(
                "NUMBER_OUT_OF_RANGE",
                "number " + Fault.quote(text) + " does not fit a 64-bit float",
                "write it as a string in quotes");
    }

    static Fault notFinite(String text) {
        return new Fault(
                "NOT_FINITE",
                Fault.quote(text) + " is not a number that JSON knows",
                "leave it out, or write it as a string in quotes");
    }

    static Fault trailingData() {
        return new Fault("TRAILING_DATA", "there is more text after the end of the document", "remove what follows");
    }

    private static String name(int codePoint) {
        return String.format("U+%04X", codePoint);
    }
}
