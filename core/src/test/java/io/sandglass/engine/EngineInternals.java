package io.sandglass.engine;

import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.run.Listeners;
import io.sandglass.store.JournalListener;

/** Opens to the tests of other packages what an engine keeps to its own. */
public final class EngineInternals {
    private EngineInternals() {}

    /** Services that no engine uses. */
    public static EngineServices services(EngineConfig config) {
        return EngineParts.services(config, new Listeners(), new JournalListener() {});
    }
}
