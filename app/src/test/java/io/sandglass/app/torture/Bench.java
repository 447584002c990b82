package io.sandglass.app.torture;

import io.sandglass.app.Sandglass;
import io.sandglass.app.torture.Fact.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A home, the ledger of what was seen of it from outside, and the server that its nodes tell of their side effects. */
final class Bench implements AutoCloseable {
    private static final Duration SLOT = Duration.ofSeconds(1);

    final Ledger ledger;
    final EffectServer effects;
    final ServiceHome home;
    final Shapes shapes;
    private List<Shape> used = List.of();
    private Instant firstSlot = Instant.MAX;

    Bench(Path scratch) throws IOException, InterruptedException {
        ledger = new Ledger(Files.createDirectories(scratch).resolve("ledger.tsv"));
        effects = new EffectServer(ledger);
        shapes = new Shapes(effects.port());
        home = new ServiceHome(Program.built().trained(scratch), scratch.resolve("home"), scratch.resolve("logs"))
                .withEffects();
    }

    /** The workflows that are run by hand; the checker must know them. */
    Bench using(Shape... some) {
        used = List.of(some);
        return this;
    }

    /** Deploys the workflows with triggers and waits for their first slot. */
    void deployTimed(Door door) throws IOException {
        firstSlot = home.withTimed(shapes, door);
    }

    /** Starts a run and notes that the service said so. */
    String run(Door door, Shape shape) throws IOException {
        String run = door.run(shape);
        ledger.add(door.life(), Kind.ACCEPTED, run, "", shape.id());
        return run;
    }

    /** Waits until everything has its end, and judges it. */
    List<Violation> settle(Door door) throws IOException {
        return settle(door, Instant.now());
    }

    /** @param until by the service's clock: runs begun later, and later slots, are not looked at */
    List<Violation> settle(Door door, Instant until) throws IOException {
        Sandglass.await("the end of all runs", ServiceProcess.PATIENCE, () -> door.open(until) == 0);
        History history = History.read(door, 0);
        List<Shape> all = new ArrayList<>(used);
        boolean timed = firstSlot.isBefore(until);
        all.addAll(timed ? shapes.timed(firstSlot) : List.of());
        Evidence evidence = new Evidence(ledger.facts(), history, Shapes.byId(all));
        List<Violation> found = new ArrayList<>(HistoryChecker.checkDrained(evidence));
        found.addAll(timed ? SlotRules.check(evidence, firstSlot, SLOT, until) : List.of());
        return found;
    }

    /** As {@link #settle(Door)}, where what is done to the service may make nodes fail. */
    List<Violation> settleWhateverFailed(Door door) throws IOException {
        return settle(door).stream()
                .filter(violation -> !violation.text().startsWith(RunRules.UNEXPECTED))
                .toList();
    }

    @Override
    public void close() throws IOException {
        effects.close();
        ledger.close();
    }
}
