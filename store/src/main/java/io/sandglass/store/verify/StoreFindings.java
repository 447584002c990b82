package io.sandglass.store.verify;

import java.util.List;

/**
 * What a look at a whole store found. Immutable.
 *
 * @param facts a line each, for people
 * @param problems a line each; empty if the store is sound
 */
public record StoreFindings(List<String> facts, List<String> problems) {
    public StoreFindings {
        facts = List.copyOf(facts);
        problems = List.copyOf(problems);
    }
}
