package io.sandglass.sandbox.engine.endive;

import run.endive.runtime.TableFactory;
import run.endive.runtime.TableInstance;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;

/**
 * Tables with fresh limits for each instance.
 *
 * <p>The engine counts growth in the limits of the module itself, so that a later instance would start with the table of
 * an earlier one.
 */
final class CappedTables implements TableFactory {
    private long left;

    CappedTables(int entries) {
        this.left = entries;
    }

    @Override
    public TableInstance create(Table table, int initialValue) {
        long minimum = table.limits().min();
        TableLimits fresh = new TableLimits(
                minimum, Math.max(minimum, Math.min(table.limits().max(), left)));
        left = Math.max(0, left - fresh.max());
        return new TableInstance(new Table(table.elementType(), fresh, table.initialize()), initialValue);
    }
}
