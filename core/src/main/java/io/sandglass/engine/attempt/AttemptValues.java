package io.sandglass.engine.attempt;

import io.sandglass.engine.failure.OneLine;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.RunValues;
import io.sandglass.run.JsonSize;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One attempt's door to the values of its run. Thread-safe. */
final class AttemptValues implements RunValues {
    private final AttemptRequest request;
    private final Clock clock;
    private final BooleanSupplier over;
    private final Consumer<ValueWritten> sink;

    /** @param sink must not block */
    AttemptValues(AttemptRequest request, Clock clock, BooleanSupplier over, Consumer<ValueWritten> sink) {
        this.request = request;
        this.clock = clock;
        this.over = over;
        this.sink = sink;
    }

    @Override
    public Optional<Payload> get(String key) {
        return values().get(key);
    }

    @Override
    public void put(String key, Payload value) {
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw new IllegalArgumentException(
                    "a key has 1 to " + MAX_KEY + " characters, but this one has " + key.length());
        }
        if (JsonSize.exceeds(value, MAX_VALUE)) {
            throw new IllegalArgumentException("the value of '" + OneLine.of(key, MAX_KEY) + "' takes more than "
                    + MAX_VALUE + " bytes as JSON; make it the node's output, or keep it in a file");
        }
        Payload own = Payload.of(value.value()); // which never leaves memory, so that the run can count it at any time
        values().put(key, own, () -> sink.accept(written(key, Optional.of(own))));
    }

    @Override
    public void remove(String key) {
        values().remove(key, () -> sink.accept(written(key, Optional.empty())));
    }

    @Override
    public Set<String> keys() {
        return values().keys();
    }

    private ValueWritten written(String key, Optional<Payload> value) {
        return new ValueWritten(request.node().id(), request.attempt(), key, value, clock.nowMillis());
    }

    private LiveValues values() {
        if (over.getAsBoolean()) {
            throw new IllegalStateException("the attempt is over, so it has nothing to do with its run's values");
        }
        return request.values();
    }
}
