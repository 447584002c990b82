package io.sandglass.migration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Feeds the tokens of a JSON text to a tree builder. */
final class JsonText {
    /** Our own limits are checked on the tokens, with places; those of the parser must not come first. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String text;
    private final ReadingLimits limits;
    private final TreeBuilder tree;
    private final Problems problems;

    JsonText(String text, ReadingLimits limits, TreeBuilder tree, Problems problems) {
        this.text = text;
        this.limits = limits;
        this.tree = tree;
        this.problems = problems;
    }

    void read() {
        try (var parser = FACTORY.createParser(text)) {
            read(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string cannot fail", e);
        }
    }

    private void read(JsonParser parser) throws IOException {
        try {
            while (!problems.hopeless()) {
                var token = parser.nextToken();
                if (token == null) {
                    return;
                }
                accept(token, parser, (int) parser.currentTokenLocation().getCharOffset());
            }
        } catch (JsonProcessingException e) {
            JsonSyntax.report(e, text, tree, problems);
        }
    }

    private void accept(JsonToken token, JsonParser parser, int offset) throws IOException {
        if (tree.complete()) {
            problems.stop("", offset, DocumentFaults.trailingData());
            return;
        }
        switch (token) {
            case START_OBJECT -> tree.openObject(offset);
            case START_ARRAY -> tree.openArray(offset);
            case END_OBJECT, END_ARRAY -> tree.close();
            case FIELD_NAME -> key(parser.currentName(), offset);
            case VALUE_STRING -> scalar(Characters.string(parser.getText()), offset);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                scalar(Numbers.read(parser.getText(), limits.maxNumberLength()), offset);
            case VALUE_TRUE, VALUE_FALSE ->
                scalar(Scalar.of(BooleanNode.valueOf(token == JsonToken.VALUE_TRUE)), offset);
            case VALUE_NULL -> scalar(Scalar.of(NullNode.getInstance()), offset);
            default -> throw new AssertionError(token);
        }
    }

    private void key(String key, int offset) {
        if (key.isEmpty()) {
            problems.add(tree.pointer(), offset, DocumentFaults.emptyKey());
        }
        tree.key(key, offset);
    }

    private void scalar(Scalar scalar, int offset) {
        scalar.fault().ifPresent(fault -> problems.add(tree.pointer(), offset, fault));
        tree.scalar(scalar.value(), offset);
    }
}
