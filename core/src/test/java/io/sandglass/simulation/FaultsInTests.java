package io.sandglass.simulation;

import io.sandglass.fault.FaultSwitch;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Lets simulated worlds hear of fault points; all other threads of the tests pass them as if nothing stood there. */
public final class FaultsInTests implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        FaultSwitch.install(point -> {
            if (Thread.currentThread() instanceof FiberThread thread) {
                thread.world().at(point);
            }
        });
    }
}
