package io.sandglass.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Feeds the events of a YAML text to a tree builder; the parser's own leniency never sees a value. */
final class YamlText {
    private final ParserImpl parser;
    private final CodePointOffsets offsets;
    private final TreeBuilder tree;
    private final Problems problems;
    private final PlainScalars plain;
    private int documents;
    private int lastOffset;

    YamlText(String text, ReadingLimits limits, TreeBuilder tree, Problems problems) {
        var options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // the size was checked before
        this.parser = new ParserImpl(new StreamReader(text), options);
        this.offsets = new CodePointOffsets(text);
        this.tree = tree;
        this.problems = problems;
        this.plain = new PlainScalars(limits.maxNumberLength());
    }

    void read() {
        for (var event = next(); event.isPresent(); event = next()) {
            accept(event.get());
        }
    }

    /** Empty at the end, and when reading on makes no sense. */
    private Optional<Event> next() {
        try {
            return problems.hopeless() || parser.checkEvent(Event.ID.StreamEnd)
                    ? Optional.empty()
                    : Optional.of(parser.getEvent());
        } catch (MarkedYAMLException e) {
            YamlSyntax.report(e, offsets, tree.pointer(), problems);
        } catch (YAMLException | IllegalArgumentException e) {
            // The scanner's own way of failing on an escape beyond Unicode and on some misplaced keys: without a place.
            problems.stop(tree.pointer(), lastOffset, YamlSyntax.GENERAL);
        }
        return Optional.empty();
    }

    private void accept(Event event) {
        var offset = offsets.of(event.getStartMark().getIndex());
        lastOffset = offset;
        if (event instanceof DocumentStartEvent start) {
            document(start, offset);
        } else if (event instanceof AliasEvent alias) {
            problems.add(tree.pointer(), offset, YamlFaults.alias(alias.getAnchor()));
            value(JsonNodeFactory.instance.nullNode(), offset);
        } else if (event instanceof ScalarEvent scalar) {
            refuseDecorations(scalar, scalar.getTag(), offset);
            scalar(scalar, offset);
        } else if (event instanceof CollectionStartEvent start) {
            refuseDecorations(start, start.getTag(), offset);
            collection(start, offset);
        } else if (event instanceof CollectionEndEvent) {
            tree.close();
        }
    }

    private void document(DocumentStartEvent start, int offset) {
        if (documents++ > 0) {
            problems.stop("", offset, YamlFaults.secondDocument());
        } else if (start.getVersion() != null
                || start.getTags() != null && !start.getTags().isEmpty()) {
            problems.add("", offset, YamlFaults.directive());
        }
    }

    private void refuseDecorations(NodeEvent event, @Nullable String tag, int offset) {
        if (event.getAnchor() != null) {
            problems.add(tree.pointer(), offset, YamlFaults.anchor(event.getAnchor()));
        }
        if (tag != null) {
            problems.add(tree.pointer(), offset, YamlFaults.tag(tag));
        }
    }

    private void scalar(ScalarEvent scalar, int offset) {
        if (tree.expectsKey()) {
            key(scalar, offset);
            return;
        }
        var read = scalar.isPlain() ? plain.read(scalar.getValue()) : Characters.string(scalar.getValue());
        read.fault().ifPresent(fault -> problems.add(tree.pointer(), offset, fault));
        value(read.value(), offset);
    }

    private void key(ScalarEvent scalar, int offset) {
        var key = scalar.getValue();
        if (scalar.isPlain() && key.equals("<<")) {
            problems.add(tree.pointer(), offset, YamlFaults.mergeKey());
        } else if (key.isEmpty() || scalar.isPlain() && PlainScalars.isNull(key)) {
            problems.add(tree.pointer(), offset, YamlFaults.nullKey());
        }
        tree.key(key, offset);
    }

    private void collection(CollectionStartEvent start, int offset) {
        if (tree.expectsKey()) {
            problems.stop(tree.pointer(), offset, YamlFaults.complexKey());
        } else if (start instanceof MappingStartEvent) {
            tree.openObject(offset);
        } else {
            tree.openArray(offset);
        }
    }

    private void value(JsonNode value, int offset) {
        if (tree.expectsKey()) {
            tree.key(value.asText(), offset);
        } else {
            tree.scalar(value, offset);
        }
    }
}
