package io.sandglass.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code type} and {@code plugin} of a node. */
final class TypeReader {
    private static final Pattern PLUGIN =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,127})(?:@(\\^?\\d{1,6}(?:\\.\\d{1,6}){0,2}))?");

    private TypeReader() {}

    static Optional<TypeRef> read(Section node) {
        Optional<String> type = node.require("type", Shapes.TEXT, "the name of a node type");
        if (type.isEmpty()) {
            return Optional.empty();
        }
        boolean tool = type.get().equals("tool");
        boolean wasm = type.get().equals("wasm");
        if (tool || wasm) {
            Optional<String> kind = wasm ? type : Optional.empty();
            return node.require("plugin", Shapes.TEXT, "name@1").flatMap(plugin -> plugin(node, plugin, kind));
        }
        if (node.has("plugin")) {
            Misfit misfit = new Misfit(
                    "MISPLACED_KEY", "'plugin' is for the types tool and wasm", "leave it out, or write type: tool");
            node.findings().atKey(node.at("plugin"), misfit);
        }
        return named(node, type.get());
    }

    private static Optional<TypeRef> plugin(Section node, String plugin, Optional<String> kind) {
        Matcher matcher = PLUGIN.matcher(plugin);
        if (!matcher.matches()) {
            Misfit misfit = Shapes.badValue(
                    "'" + Section.shown(plugin) + "' does not name a plugin",
                    "write it as in ledger-post@1, ledger-post@1.4.2 or ledger-post@^1.4");
            node.findings().atValue(node.at("plugin"), misfit);
            return Optional.empty();
        }
        return Optional.of(new TypeRef(matcher.group(1), Optional.ofNullable(matcher.group(2)), kind));
    }

    private static Optional<TypeRef> named(Section node, String type) {
        if (Ids.PATTERN.matcher(type).matches()) {
            return Optional.of(TypeRef.named(type));
        }
        boolean ranged = PLUGIN.matcher(type).matches();
        Misfit misfit = Shapes.badValue(
                "'" + Section.shown(type) + "' does not name a node type",
                ranged ? "write type: tool and plugin: " + type : "write the name of a node type, such as http");
        node.findings().atValue(node.at("type"), misfit);
        return Optional.empty();
    }
}
