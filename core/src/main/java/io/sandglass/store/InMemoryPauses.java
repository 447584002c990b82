package io.sandglass.store;

import io.sandglass.run.Asked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Pauses in memory, guarded by its own monitor. */
final class InMemoryPauses implements PauseStore {
    private final List<Pause> pauses = new ArrayList<>();

    @Override
    public synchronized boolean begin(Pause pause) {
        return lasting(pause.what()) < 0 && pauses.add(pause);
    }

    @Override
    public synchronized boolean end(Pausable what, Asked asked, Instant at) {
        int index = lasting(what);
        if (index >= 0) {
            pauses.set(index, pauses.get(index).endedAt(at));
        }
        return index >= 0;
    }

    @Override
    public synchronized List<Pause> lastingOrEndedAfter(Instant moment) {
        return pauses.stream()
                .filter(pause ->
                        pause.until().filter(end -> !end.isAfter(moment)).isEmpty())
                .toList();
    }

    private int lasting(Pausable what) {
        for (int i = pauses.size() - 1; i >= 0; i--) {
            if (pauses.get(i).lasts() && pauses.get(i).what().equals(what)) {
                return i;
            }
        }
        return -1;
    }
}
