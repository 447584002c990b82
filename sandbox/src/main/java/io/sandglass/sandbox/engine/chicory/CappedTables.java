package io.sandglass.sandbox.engine.chicory;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableFactory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;

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
        return new Capped(new Table(table.elementType(), fresh, table.initialize()), initialValue);
    }

    /** The engine adds before it compares, which overflows. */
    private static final class Capped extends TableInstance {
        Capped(Table table, int initialValue) {
            super(table, initialValue);
        }

        @Override
        public int grow(int size, int value, Instance instance) {
            return size < 0 || size > limits().max() - size() ? -1 : super.grow(size, value, instance);
        }
    }
}
