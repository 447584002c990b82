package io.sandglass.migration;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one text while it is read; used by one thread. */
final class Problems {
    private final SourceText source;
    private final int most;
    private final List<SpecProblem> found = new ArrayList<>();
    private boolean hopeless;

    Problems(SourceText source, int most) {
        this.source = source;
        this.most = most;
    }

    void add(String pointer, int offset, Fault fault) {
        if (hopeless) {
            return;
        }
        if (found.size() == most) {
            stop(pointer, offset, Fault.tooMany(most));
        } else {
            found.add(new SpecProblem(fault.code(), pointer, source.position(offset), fault.reason(), fault.remedy()));
        }
    }

    /** Adds a problem after which reading on makes no sense. */
    void stop(String pointer, int offset, Fault fault) {
        if (!hopeless) {
            found.add(new SpecProblem(fault.code(), pointer, source.position(offset), fault.reason(), fault.remedy()));
            hopeless = true;
        }
    }

    boolean hopeless() {
        return hopeless;
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidSpec(found);
        }
    }
}
