package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.store.projection.DatabaseLost;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Case C4: what becomes of a service in which a thread died. */
class LastResortTest {
    private final List<Integer> halted = new CopyOnWriteArrayList<>();

    @Test
    void endsTheProcessWhenAThreadDiedForWantOfMemory() throws InterruptedException {
        die(new OutOfMemoryError("Java heap space"));

        assertThat(halted).containsExactly(70);
    }

    @Test
    void endsTheProcessWhenItsDatabaseCannotBeOpenedAnyMore() throws InterruptedException {
        die(new DatabaseLost("still held", new IllegalStateException()));

        assertThat(halted).containsExactly(70);
    }

    @Test
    void leavesItAloneWhenAThreadDiedOfSomethingElse() throws InterruptedException {
        die(new StackOverflowError());
        die(new IllegalStateException());

        assertThat(halted).isEmpty();
    }

    private void die(Throwable failure) throws InterruptedException {
        Thread thread = new Thread(() -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        });
        thread.setUncaughtExceptionHandler(new LastResort(halted::add));
        thread.start();
        thread.join();
    }
}
