package io.sandglass.plugin;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.internal.PayloadSource;
import java.lang.ref.SoftReference;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** The value of a large payload, which may leave memory once it can be read from elsewhere. Thread-safe. */
final class LargeValue {
    /** The value, or an {@link Elsewhere}. */
    private final AtomicReference<Object> place;

    /** @param place the value, or an {@link Elsewhere} */
    LargeValue(Object place) {
        this.place = new AtomicReference<>(place);
    }

    Object get() {
        Object now = place();
        return now instanceof Elsewhere elsewhere ? elsewhere.get() : now;
    }

    /** The first source is kept. */
    void mayLeave(PayloadSource source) {
        Object now = place();
        if (!(now instanceof Elsewhere)) {
            place.compareAndSet(now, new Elsewhere(now, source));
        }
    }

    /** Where it is, if it has left. */
    Optional<PayloadSource> source() {
        return place() instanceof Elsewhere elsewhere && elsewhere.seen.get() == null
                ? Optional.of(elsewhere.source)
                : Optional.empty();
    }

    boolean mayLeave() {
        return place.get() instanceof Elsewhere;
    }

    /** The same value, which may leave by itself if it is here; else it is where this one is. */
    LargeValue detached() {
        Object now = place();
        Object here = now instanceof Elsewhere elsewhere ? elsewhere.seen.get() : now;
        return new LargeValue(here == null ? now : here);
    }

    private Object place() {
        return requireNonNull(place.get(), "place");
    }

    private static final class Elsewhere {
        private final PayloadSource source;
        private final ReentrantLock reading = new ReentrantLock();
        private volatile SoftReference<Object> seen;

        Elsewhere(Object value, PayloadSource source) {
            this.seen = new SoftReference<>(value);
            this.source = source;
        }

        Object get() {
            Object value = seen.get();
            return value == null ? read() : value;
        }

        /** Once for all who need it now. */
        private Object read() {
            reading.lock();
            try {
                Object value = seen.get();
                if (value == null) {
                    value = requireNonNull(Payload.of(source.read()).value(), "a value that was not null");
                    seen = new SoftReference<>(value);
                }
                return value;
            } finally {
                reading.unlock();
            }
        }
    }
}
