package io.sandglass.store.codec;

import io.sandglass.run.RunEvent;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How events of one class are written and read.
 *
 * <p>A tag never changes its meaning: where an event gets another field, its class gets another tag for what is written
 * from then on, and the old tag stays, for reading.
 *
 * @param tag stands before the event's bytes; 1 to 127
 * @param name what {@code report.events} calls it
 */
record EventKind<E extends RunEvent>(
        int tag, String name, Class<E> type, BiConsumer<ByteSink, E> writer, Function<ByteSource, E> reader) {
    void write(ByteSink out, RunEvent event) {
        writer.accept(out.bits(tag), type.cast(event));
    }
}
