package io.sandglass.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;

/** Says in the words of a person what the JSON parser stumbled over. */
final class JsonSyntax {
    private JsonSyntax() {}

    static void report(JsonProcessingException e, String text, TreeBuilder tree, Problems problems) {
        var offset = offset(e, text);
        problems.stop(tree.pointer(), offset, fault(e, tree));
    }

    private static int offset(JsonProcessingException e, String text) {
        var offset = e.getLocation() == null ? -1 : e.getLocation().getCharOffset();
        return offset < 0 ? text.length() : (int) Math.min(offset, text.length());
    }

    private static Fault fault(JsonProcessingException e, TreeBuilder tree) {
        var message = e.getOriginalMessage();
        if (tree.complete()) {
            return DocumentFaults.trailingData();
        }
        if (e instanceof JsonEOFException) {
            return Fault.syntax("the text ends in the middle of the document", "close what is still open");
        }
        if (message.contains("'NaN'") || message.contains("INF") || message.contains("Infinity")) {
            return DocumentFaults.notFinite("NaN or Infinity");
        }
        if (message.contains("eading zeroes") || message.contains("eading plus") || message.contains("decimal point")) {
            return Fault.syntax("a number that JSON does not know", "write it as 12, -0.5 or 1e3, or in quotes");
        }
        if (message.contains("escape")) {
            return Fault.syntax("unknown escape in a string", "write \\\\ for a backslash");
        }
        return Fault.syntax(
                "this is not valid JSON; a document that starts with '{' is read as JSON",
                "check commas, quotes around keys and strings, and brackets here; or write YAML without the braces");
    }
}
