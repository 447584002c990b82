package io.sandglass.store.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * An event as it stands in its table.
 *
 * @param type names the event and the version of its fields
 * @param data the whole event as JSON
 */
record EventRow(
        String type, @Nullable String node, @Nullable Integer attempt, String data) {}
