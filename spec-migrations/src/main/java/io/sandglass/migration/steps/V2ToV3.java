package io.sandglass.migration.steps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.migration.ChangeLog;
import io.sandglass.migration.SpecMigration;
import io.sandglass.migration.SpecVersion;

/**
 * From the list-of-nodes form to maps keyed by id, declared inputs and JSONata templates.
 *
 * <p>{@code docs/reference/migrations.md} lists what each key is turned into, and in which respects {@code down(up(x))}
 * differs from {@code x}.
 */
public final class V2ToV3 implements SpecMigration {
    @Override
    public SpecVersion from() {
        return SpecVersion.V2;
    }

    @Override
    public SpecVersion to() {
        return SpecVersion.V3;
    }

    @Override
    public ObjectNode up(ObjectNode older, ChangeLog log) {
        return new WorkflowUp(older, log).workflow();
    }

    @Override
    public ObjectNode down(ObjectNode newer, ChangeLog log) {
        return new WorkflowDown(newer, log).workflow();
    }
}
