package io.sandglass.simulation;

import io.sandglass.fault.FaultListener;

/** A thread of some simulated world; it alone hears of the fault points that the thread passes. */
final class FiberThread extends Thread {
    private volatile FaultListener world;

    FiberThread(Runnable body) {
        super(body, "simulation");
        setDaemon(true);
    }

    void belongTo(FaultListener world) {
        this.world = world;
    }

    FaultListener world() {
        return world;
    }
}
