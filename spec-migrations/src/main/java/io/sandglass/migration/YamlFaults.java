package io.sandglass.migration;

/** Faults that only YAML has: what a reader would silently take for something else. */
final class YamlFaults {
    private YamlFaults() {}

    static Fault disputedBoolean(String text) {
        return new Fault(
                "DISPUTED_BOOLEAN",
                "unquoted " + Fault.quote(text) + " is a boolean for some YAML readers and a string for others",
                "write true or false, or put quotes around it");
    }

    static Fault disputedNumber(String text) {
        return new Fault(
                "DISPUTED_NUMBER",
                "unquoted " + Fault.quote(text) + " is read as different numbers by different YAML readers",
                "put quotes around it, or write a plain decimal number");
    }

    static Fault anchor(String name) {
        return new Fault("ANCHOR", "anchor " + Fault.quote("&" + name) + " is not allowed", "remove it");
    }

    static Fault alias(String name) {
        return new Fault("ALIAS", "alias " + Fault.quote("*" + name) + " is not allowed", "write the value out");
    }

    static Fault tag(String tag) {
        return new Fault(
                "TAG", "tag " + Fault.quote(tag) + " is not allowed", "remove it; quotes make a scalar a string");
    }

    static Fault mergeKey() {
        return new Fault("MERGE_KEY", "merge key '<<' is not allowed", "write the keys out");
    }

    static Fault complexKey() {
        return new Fault("COMPLEX_KEY", "a key is an object or a list", "use a string as key");
    }

    static Fault nullKey() {
        return new Fault("EMPTY_KEY", "a key is null or empty", "name it, in quotes if it is meant as text");
    }

    static Fault secondDocument() {
        return new Fault("SECOND_DOCUMENT", "a second document starts here", "keep one workflow per document");
    }

    static Fault directive() {
        return new Fault("DIRECTIVE", "a YAML directive (%YAML or %TAG) is not allowed", "remove the line");
    }
}
