package io.sandglass.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Things with ids: an object keyed by id, or a list whose items carry {@code id}. */
final class Entries {
    private Entries() {}

    /**
     * Those whose ids are good; the others become findings.
     *
     * @param named whether an item may carry {@code id} itself, because it stands in a list
     */
    record Entry(String id, Section section, JsonNode value, boolean named) {}

    /** Everything under a key, in the order of the text. */
    static List<Entry> of(Section parent, String key) {
        JsonNode value = parent.get(key);
        return value.isArray() ? ofList(parent, key, value) : ofObject(parent.child(key));
    }

    private static List<Entry> ofObject(Section section) {
        List<Entry> entries = new ArrayList<>();
        Ids ids = new Ids();
        section.forEach((id, value) -> ids.problem(id)
                .ifPresentOrElse(
                        misfit -> section.findings().atKey(section.at(id), misfit),
                        () -> entries.add(
                                new Entry(id, new Section(value, section.at(id), section.findings()), value, false))));
        return entries;
    }

    private static List<Entry> ofList(Section parent, String key, JsonNode list) {
        List<Entry> entries = new ArrayList<>();
        Ids ids = new Ids();
        for (int index = 0; index < list.size(); index++) {
            JsonNode value = list.get(index);
            Section item = new Section(value, parent.at(key) + "/" + index, parent.findings());
            if (!value.isObject()) {
                parent.findings().atValue(item.pointer(), Shapes.wrongType(value, "an object with an id"));
                continue;
            }
            item.require("id", Shapes.TEXT, "a-name")
                    .ifPresent(id -> ids.problem(id)
                            .ifPresentOrElse(
                                    misfit -> parent.findings().atValue(item.at("id"), misfit),
                                    () -> entries.add(new Entry(id, item, value, true))));
        }
        return entries;
    }
}
