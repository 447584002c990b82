package io.sandglass.migration;

import com.fasterxml.jackson.core.io.CharTypes;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What one step tells while it migrates a document: changes for the reader, and moves so that problems of the new
 * document can be shown in the old text. Used by one thread for one step.
 */
public final class ChangeLog {
    private static final int LONGEST_VALUE = 1_000;

    private final Place before;
    private final Place after;
    private final Problems problems;
    private final List<MigrationReport.Change> changes = new ArrayList<>();

    ChangeLog(Place before, Problems problems) {
        this.before = before;
        this.problems = problems;
        this.after = new Place(before.keyOffset(), before.valueOffset());
    }

    /** Something stands elsewhere or differently now. */
    public void changed(String path, JsonNode from, JsonNode to, String why) {
        changes.add(new MigrationReport.Change(path, shown(from), shown(to), why, false));
    }

    /** Something is new. */
    public void added(String path, JsonNode to, String why) {
        changes.add(new MigrationReport.Change(path, "", shown(to), why, false));
    }

    /** Something was left out that means nothing in the new form. */
    public void removed(String path, JsonNode from, String why) {
        changes.add(new MigrationReport.Change(path, shown(from), "", why, false));
    }

    /** Something was left out although it meant something. */
    public void lost(String path, JsonNode from, String why) {
        changes.add(new MigrationReport.Change(path, shown(from), "", why, true));
    }

    /** Something was carried over as well as could be, and a person should look at it. */
    public void doubtful(String path, JsonNode from, JsonNode to, String why) {
        changes.add(new MigrationReport.Change(path, shown(from), shown(to), why, true));
    }

    /** The document is not of the form it says it has; the migration fails with all problems found. */
    public void refused(String pointer, String code, String reason, String remedy) {
        problems.add(pointer, before.nearest(pointer).keyOffset(), new Fault(code, reason, remedy));
    }

    /**
     * The value at a pointer of the new document, and all inside it, came from a pointer of the old one. Tell outer
     * values before those inside them.
     */
    public void moved(String newPointer, String oldPointer) {
        after.graft(JsonPath.keys(newPointer), before.nearest(oldPointer));
    }

    List<MigrationReport.Change> changes() {
        return changes;
    }

    /** @throws InvalidSpec if anything was refused */
    Place places() {
        problems.throwIfAny();
        return after;
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        CharTypes.appendQuoted(quoted, text);
        return quoted.append('"').toString();
    }

    /** JSON text; a long one is cut, so that a report never outgrows its document by much. */
    private static String shown(JsonNode value) {
        var json = value.isTextual() ? quoted(value.textValue()) : value.toString();
        return json.length() <= LONGEST_VALUE ? json : json.substring(0, LONGEST_VALUE) + "...";
    }
}
