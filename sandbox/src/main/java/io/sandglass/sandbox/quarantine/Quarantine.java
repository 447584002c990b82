package io.sandglass.sandbox.quarantine;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Modules that may not run, by digest: one that exhausted the host's memory at once, one that took too much of the host
 * in another way (its compilation, a thread that had to be left behind) the second time. Kept until released.
 *
 * <p>Thread-safe. Digests are 64 hexadecimal digits.
 */
public final class Quarantine {
    private static final Logger log = LoggerFactory.getLogger(Quarantine.class);

    private final Clock clock;
    private final Optional<OffenceFiles> files;
    private final Map<String, Offence> offences = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private Quarantine(Clock clock, Optional<OffenceFiles> files) {
        this.clock = clock;
        this.files = files;
        files.ifPresent(kept -> offences.putAll(kept.readAll()));
    }

    /** One that is forgotten with the process. */
    public static Quarantine inMemory() {
        return new Quarantine(Clock.systemUTC(), Optional.empty());
    }

    /** One that is kept in a directory, made when there is something to keep. A record that was changed counts as held. */
    public static Quarantine in(Path directory, Clock clock) {
        return new Quarantine(clock, Optional.of(new OffenceFiles(directory)));
    }

    /** Why a module may not run; empty if it may. */
    public Optional<String> reason(String digest) {
        return Optional.ofNullable(offences.get(digest))
                .filter(Offence::isOut)
                .map(offence -> "on " + offence.last() + " it " + offence.what());
    }

    /**
     * Counts what a module did; the second time it is held.
     *
     * @param what it did, such as {@code took longer than 30 s to compile}
     */
    public void strike(String digest, String what) {
        add(digest, 1, what);
    }

    /** Holds a module at once. */
    public void hold(String digest, String what) {
        add(digest, Offence.OUT, what);
    }

    private void add(String digest, int strikes, String what) {
        Offence now = offences.compute(digest, (same, before) -> {
            Offence sum = new Offence((before == null ? 0 : before.strikes()) + strikes, clock.instant(), what);
            files.ifPresent(kept -> kept.write(same, sum));
            return sum;
        });
        if (now.isOut()) {
            log.error("module {} is in quarantine until it is released: it {}", digest, what);
            listeners.forEach(Runnable::run);
        } else {
            log.warn("module {} {}; the next time it goes into quarantine", digest, what);
        }
    }

    /**
     * Lets a module run again, with a clean record.
     *
     * @return whether it was held
     * @throws java.io.UncheckedIOException if that cannot be kept
     */
    public boolean release(String digest) {
        files.ifPresent(kept -> kept.delete(digest));
        Offence before = offences.remove(digest);
        boolean held = before != null && before.isOut();
        if (held) {
            log.info("module {} was released from quarantine", digest);
            listeners.forEach(Runnable::run);
        }
        return held;
    }

    /** Calls back each time a module is held or released, on the thread that caused it: short and not blocking. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
