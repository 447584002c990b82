package io.sandglass.migration;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A workflow as it was written: its tree, its version, and where everything stands in its text.
 *
 * <p>After an upgrade the tree is the new one, while text and positions are still those of the text that was written.
 * Immutable; safe from any thread.
 */
public final class SpecDocument {
    private final SpecVersion version;
    private final ObjectNode root;
    private final SourceText source;
    private final Place places;

    SpecDocument(SpecVersion version, ObjectNode root, SourceText source, Place places) {
        this.version = version;
        this.root = root;
        this.source = source;
        this.places = places;
    }

    /** The version of the tree. */
    public SpecVersion version() {
        return version;
    }

    /** A copy of the tree, which the caller may change; ask once. */
    public ObjectNode root() {
        return root.deepCopy();
    }

    /** Where the value of a JSON pointer stands, or else the nearest thing around it. */
    public Position position(String pointer) {
        return source.position(places.nearest(pointer).valueOffset());
    }

    /** Where the key of a JSON pointer stands; for items of lists and the whole document, the value. */
    public Position keyPosition(String pointer) {
        return source.position(places.nearest(pointer).keyOffset());
    }

    /** The text as it was written. */
    public String text() {
        return source.text();
    }

    SpecDocument migrated(SpecVersion to, ObjectNode tree, Place newPlaces) {
        return new SpecDocument(to, tree, source, newPlaces);
    }

    ChangeLog changeLog() {
        return new ChangeLog(places, new Problems(source, ReadingLimits.DEFAULT.maxProblems()));
    }

    ObjectNode tree() {
        return root;
    }
}
