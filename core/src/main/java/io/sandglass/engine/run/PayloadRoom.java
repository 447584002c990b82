package io.sandglass.engine.run;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** How much memory the inputs, outputs and other data of all open runs may hold, and hold. Thread-safe. */
public final class PayloadRoom {
    private static final int MEBI = 20;

    private final long most;
    private final Consumer<Boolean> shortage;
    private final AtomicLong held = new AtomicLong();
    private volatile boolean sparing;

    /**
     * @param most bytes, from which on no more should come
     * @param shortage told to spare memory from half as many on, and no longer to do so at a quarter; must not block
     */
    public PayloadRoom(long most, Consumer<Boolean> shortage) {
        this.most = most;
        this.shortage = shortage;
    }

    /** Why no run should begin; empty if there is room for more. */
    public Optional<String> fullness() {
        long now = held.get();
        return now < most
                ? Optional.empty()
                : Optional.of("the inputs and outputs of open runs hold " + (now >> MEBI) + " MiB of memory, and "
                        + (most >> MEBI)
                        + " MiB is allowed (engine.payloadMemory); try again when some have ended, or give"
                        + " the service a larger heap");
    }

    /** @param bytes that came; negative for some that went */
    void add(long bytes) {
        if (turnsAt(held.addAndGet(bytes))) {
            turn();
        }
    }

    private boolean turnsAt(long bytes) {
        return sparing ? bytes <= most / 4 : bytes >= most - most / 2;
    }

    /** Others may add meanwhile who do not see yet that it turns. */
    private synchronized void turn() {
        while (turnsAt(held.get())) {
            sparing = !sparing;
            shortage.accept(sparing);
        }
    }
}
