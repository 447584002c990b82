package io.sandglass.migration;

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
    private final List<MigrationReport.Change> changes = new ArrayList<>();

    ChangeLog(Place before) {
        this.before = before;
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

    Place places() {
        return after;
    }

    /** JSON text; a long one is cut, so that a report never outgrows its document by much. */
    private static String shown(JsonNode value) {
        var json = value.toString();
        return json.length() <= LONGEST_VALUE ? json : json.substring(0, LONGEST_VALUE) + "...";
    }
}
