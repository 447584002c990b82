package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final AtomicLong now = new AtomicLong();
    private final Refusals refusals = new Refusals(now::get);

    @Test
    void whatTheHostHadNoRoomForIsRefusedForAWhile() {
        InvalidModule busy =
                new InvalidModule("too slow", new OutOfMemoryError(), InvalidModule.Blame.MODULE_TOOK_TOO_MUCH);
        refusals.add("a", busy);

        assertThat(refusals.find("a")).contains(busy);
        now.addAndGet(Refusals.WHILE_NANOS);
        assertThat(refusals.find("a")).isEmpty();
    }

    @Test
    void whatIsWrongStaysRefused() {
        InvalidModule wrong = new InvalidModule("type mismatch");
        refusals.add("a", wrong);

        now.addAndGet(2 * Refusals.WHILE_NANOS);

        assertThat(refusals.find("a")).contains(wrong);
        assertThat(refusals.find("b")).isEmpty();
    }
}
