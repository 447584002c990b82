package io.sandglass.store.journal;

import java.nio.file.Path;

/** A journal on a {@link SimulatedDisk}, for tests of what stands on it. */
public final class SimulatedJournal {
    private final JournalSettings settings;
    private final SimulatedDisk disk;
    private final Journal journal;

    private SimulatedJournal(JournalSettings settings, SimulatedDisk disk) {
        this.settings = settings;
        this.disk = disk;
        this.journal = Journal.open(settings, disk);
    }

    /** An empty one; all chance comes from the seed. */
    public static SimulatedJournal create(Durability durability, long seed) {
        return new SimulatedJournal(
                new JournalSettings(Path.of("simulated"), durability, 64 << 20), new SimulatedDisk(seed));
    }

    public Journal journal() {
        return journal;
    }

    /** Called during each sync. */
    public void duringSync(Runnable action) {
        disk.duringForce(action);
    }

    /** How many there were. */
    public int syncs() {
        return disk.forces();
    }

    /** What is found when the power comes back. */
    public Journal afterPowerLoss() {
        return switchedOnAgain().journal();
    }

    /** The same, which can lose its power again. */
    public SimulatedJournal switchedOnAgain() {
        return new SimulatedJournal(settings, disk.afterPowerLoss());
    }
}
