package io.sandglass.migration;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a workflow strictly: JSON if its first character other than white space is <code>{</code>, else
 * YAML.
 *
 * <p>Whatever YAML readers disagree about is refused rather than guessed, and so are control characters, duplicate
 * keys, numbers that do not fit, and documents over the limits. All problems are reported at once, as far as the syntax
 * lets the reader go on; {@code docs/reference/problems.md} lists their codes. The work is linear in the length of the
 * text and needs no recursion. Immutable; safe from any thread.
 */
public final class DocumentReader {
    private final ReadingLimits limits;

    public DocumentReader() {
        this(ReadingLimits.DEFAULT);
    }

    public DocumentReader(ReadingLimits limits) {
        this.limits = requireNonNull(limits, "limits");
    }

    /**
     * The document of a text, with its version found but not upgraded.
     *
     * @throws InvalidSpec with every problem found
     */
    public SpecDocument read(String text) {
        refuseIfTooLarge(text);
        var source = new SourceText(text);
        var problems = new Problems(source, limits.maxProblems());
        Characters.check(text, problems);
        problems.throwIfAny();

        var tree = new TreeBuilder(limits, problems);
        if (text.stripLeading().startsWith("{")) {
            new JsonText(text, limits, tree, problems).read();
        } else {
            new YamlText(text, limits, tree, problems).read();
        }
        var root = object(tree.root(), problems);
        problems.throwIfAny();
        return document(source, requireNonNull(root), tree.places());
    }

    private SpecDocument document(SourceText source, ObjectNode root, Place places) {
        var problems = new Problems(source, limits.maxProblems());
        var version = VersionDetector.detect(root, places, problems);
        problems.throwIfAny();
        return new SpecDocument(version, root, source, places);
    }

    private static @Nullable ObjectNode object(@Nullable JsonNode root, Problems problems) {
        if (root instanceof ObjectNode object) {
            return object;
        }
        if (root == null || root.isNull()) {
            problems.add("", 0, DocumentFaults.empty());
        } else {
            problems.add("", 0, DocumentFaults.notAnObject(root.isArray() ? "a list" : "a single value"));
        }
        return null;
    }

    private void refuseIfTooLarge(String text) {
        if (utf8Length(text) > limits.maxBytes()) {
            var problems = new Problems(new SourceText(""), 1);
            problems.add("", 0, DocumentFaults.tooLarge(limits.maxBytes()));
            problems.throwIfAny();
        }
    }

    /** Counted without encoding; a pair of surrogates has four bytes, two each. */
    private static long utf8Length(String text) {
        var length = 0L;
        for (var index = 0; index < text.length(); index++) {
            var c = text.charAt(index);
            length += c <= 0x7F ? 1 : c <= 0x7FF || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }
}
