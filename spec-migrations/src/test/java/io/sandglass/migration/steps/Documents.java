package io.sandglass.migration.steps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.migration.DocumentReader;
import io.sandglass.migration.MigrationChain;
import io.sandglass.migration.MigrationReport.Change;
import io.sandglass.migration.SpecDocument;
import io.sandglass.migration.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Documents to migrate in tests. */
final class Documents {
    private static final MigrationChain CHAIN = MigrationChain.standard();

    private Documents() {}

    static SpecDocument fixture(String name) {
        try (var stream = Documents.class.getResourceAsStream("/" + name)) {
            return read(new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SpecDocument read(String text) {
        return new DocumentReader().read(text);
    }

    /** The tree of a text, which states its version. */
    static ObjectNode tree(String text) {
        return read(text).root();
    }

    static MigrationChain.Upgraded upgrade(String text) {
        return CHAIN.upgrade(read(text));
    }

    static MigrationChain.Upgraded upgrade(SpecDocument document) {
        return CHAIN.upgrade(document);
    }

    static MigrationChain.Downgraded downgrade(String text, SpecVersion target) {
        return CHAIN.downgrade(read(text), target);
    }

    static MigrationChain.Downgraded downgrade(SpecDocument document, SpecVersion target) {
        return CHAIN.downgrade(document, target);
    }

    static List<String> lossyPaths(List<Change> changes) {
        return changes.stream().filter(Change::lossy).map(Change::path).toList();
    }
}
