package io.sandglass.sandbox;

import io.sandglass.sandbox.capability.Cancellation;
import io.sandglass.sandbox.engine.EngineInstance;
import io.sandglass.sandbox.hostcall.CallMeter;
import io.sandglass.sandbox.hostcall.HostCallCut;
import io.sandglass.sandbox.hostcall.OutOfFuel;
import io.sandglass.sandbox.metering.FuelRewriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes what host calls cost from the same account that the guest pays its own work from. Belongs to its thread. */
final class GuestMeter implements CallMeter {
    private static final long NOTHING_LEFT = -1;

    private final Runnable count;
    private final Leash leash;
    private @Nullable EngineInstance instance;

    /** @param count counts one host call, and ends the guest if that is too many */
    GuestMeter(Runnable count, Leash leash) {
        this.count = count;
        this.leash = leash;
    }

    /** From now on this instance pays. */
    void attach(EngineInstance payer) {
        instance = payer;
    }

    @Override
    public void count() {
        count.run();
    }

    @Override
    public void charge(long fuelUnits) {
        EngineInstance payer = instance;
        if (payer == null) {
            return;
        }
        payer.global(FuelRewriter.FUEL).ifPresent(left -> {
            if (left < fuelUnits) {
                payer.setGlobal(FuelRewriter.FUEL, NOTHING_LEFT);
                throw new OutOfFuel(fuelUnits);
            }
            payer.setGlobal(FuelRewriter.FUEL, left - fuelUnits);
        });
    }

    @Override
    public Duration timeLeft() {
        long left = leash.deadlineNanos() - System.nanoTime();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
            throw new HostCallCut();
        }
        return Duration.ofNanos(left);
    }

    @Override
    public Cancellation cancellation() {
        return leash::onStop;
    }
}
