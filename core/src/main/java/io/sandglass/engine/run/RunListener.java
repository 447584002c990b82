package io.sandglass.engine.run;

import io.sandglass.run.LogLine;
import io.sandglass.run.RunRecord;

/** Sees what happens in runs, after it is durable, in the order of each run. Must not block; must not throw. */
public interface RunListener {
    void onRecord(RunRecord record);

    default void onLog(LogLine line) {}
}
