package io.sandglass.engine.run;

import io.sandglass.run.LogLine;
import io.sandglass.run.RunRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who listen; one that throws harms nobody else. Thread-safe. */
public final class Listeners implements RunListener {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final List<RunListener> all = new CopyOnWriteArrayList<>();

    /** Hears of all that happens from now on. */
    public void add(RunListener listener) {
        all.add(listener);
    }

    @Override
    public void onRecord(RunRecord record) {
        tell(listener -> listener.onRecord(record));
    }

    @Override
    public void onLog(LogLine line) {
        tell(listener -> listener.onLog(line));
    }

    private void tell(Consumer<RunListener> news) {
        for (RunListener listener : all) {
            try {
                news.accept(listener);
            } catch (RuntimeException | Error e) {
                log.warn("a run listener failed", e);
            }
        }
    }
}
