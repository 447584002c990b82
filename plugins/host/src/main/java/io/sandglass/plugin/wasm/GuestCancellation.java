package io.sandglass.plugin.wasm;

import io.sandglass.plugin.CancellationToken;
import io.sandglass.sandbox.capability.Cancellation;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells what is done for a guest when the guest has to end, also where its node was not cancelled: at its wall limit. */
final class GuestCancellation implements CancellationToken {
    private final Cancellation guest;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    GuestCancellation(Cancellation guest) {
        this.guest = guest;
        guest.onCancel(() -> cancelled.set(true)); // until the guest has ended
    }

    @Override
    public boolean isCancelled() {
        return cancelled.get();
    }

    @Override
    public Registration onCancel(Runnable action) {
        Cancellation.Registration waiting = guest.onCancel(action);
        return waiting::close;
    }
}
