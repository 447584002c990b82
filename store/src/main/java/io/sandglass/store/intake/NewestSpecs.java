package io.sandglass.store.intake;

import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoredSpec;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The newest revisions of the workflows asked for last, so that a launch does not ask the database. Thread-safe. */
final class NewestSpecs {
    private static final long MOST_CHARS = 4L << 20;

    private final long mostChars;
    private final Map<WorkflowKey, StoredSpec> specs = new LinkedHashMap<>(16, 0.75f, true);
    private long chars;
    private long saves;

    NewestSpecs() {
        this(MOST_CHARS);
    }

    /** @param mostChars of all documents that are kept; one that is longer than that is not kept */
    NewestSpecs(long mostChars) {
        this.mostChars = mostChars;
    }

    /**
     * The newest revision, if there is one.
     *
     * @param read finds it, if it is not here; whatever is saved while that looks, an older one is not kept
     */
    Optional<StoredSpec> get(WorkflowKey workflow, Supplier<Optional<StoredSpec>> read) {
        long before;
        synchronized (this) {
            StoredSpec known = specs.get(workflow);
            if (known != null) {
                return Optional.of(known);
            }
            before = saves;
        }
        Optional<StoredSpec> found = read.get();
        found.ifPresent(spec -> keepUnlessSaved(spec, before));
        return found;
    }

    /** A new revision was saved. */
    synchronized void saved(StoredSpec spec) {
        saves++;
        keep(spec);
    }

    private synchronized void keepUnlessSaved(StoredSpec spec, long before) {
        if (saves == before) {
            keep(spec);
        }
    }

    private void keep(StoredSpec spec) {
        StoredSpec known = specs.remove(spec.workflow());
        chars -= known == null ? 0 : length(known);
        if (length(spec) > mostChars) {
            return;
        }
        specs.put(spec.workflow(), spec);
        chars += length(spec);
        Iterator<StoredSpec> oldest = specs.values().iterator();
        while (chars > mostChars) {
            chars -= length(oldest.next());
            oldest.remove();
        }
    }

    private static long length(StoredSpec spec) {
        return spec.body().length();
    }
}
