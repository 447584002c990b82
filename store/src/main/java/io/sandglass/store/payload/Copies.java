package io.sandglass.store.payload;

import static java.util.Objects.requireNonNull;

import java.util.function.LongSupplier;

/**
 * Which copies of the database there are, by the entries of the journal that they are up to.
 *
 * @param journal its name: entries of another one say nothing
 * @param newest the newest entry of the journal
 * @param oldest the entry that the oldest copy is up to; {@link Long#MAX_VALUE} if there is none
 */
public record Copies(String journal, LongSupplier newest, long oldest) {
    public Copies {
        requireNonNull(journal, "journal");
        requireNonNull(newest, "newest");
    }
}
