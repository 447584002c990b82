package io.sandglass.app.torture;

import io.sandglass.app.Sandglass;
import io.sandglass.app.torture.Blow.Manner;
import io.sandglass.app.torture.Fact.Kind;
import io.sandglass.app.torture.History.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kills a service again and again while it works, and looks each time whether it kept its word. */
final class Torture implements AutoCloseable {
    private static final Duration SLOT = Duration.ofSeconds(1);
    /** As often as can be; with small segments the journal forgets some each time. */
    private static final String SETTINGS = "store: { backup: { every: PT1M } }\n";

    private static final int ROUNDS_BETWEEN_DRAINS = 25;
    private static final Duration DRAIN = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Random random;
    private final Ledger ledger;
    private final EffectServer effects;
    private final ServiceHome home;
    private final Map<String, Shape> shapes;
    private final Load load;
    private final Report report;
    private final Instant firstSlot;
    private final Set<String> settled = new HashSet<>();
    private long settledUpTo;

    Torture(Path scratch, long seed) throws IOException, InterruptedException {
        random = new Random(seed);
        ledger = new Ledger(scratch.resolve("ledger.tsv"));
        effects = new EffectServer(ledger);
        home = new ServiceHome(Program.built().trained(scratch), scratch.resolve("home"), scratch.resolve("logs"))
                .withEffects()
                .withSettings(SETTINGS)
                .withOptions("-Dsandglass.journal.segmentBytes=32768", "-Dsandglass.backup.lookMillis=200");
        Shapes known = new Shapes(effects.port());
        report = new Report(seed);
        firstSlot = deployed(known);
        shapes = Shapes.byId(Stream.concat(known.manual().stream(), known.timed(firstSlot).stream())
                .toList());
        load = new Load(known.manual(), ledger);
    }

    /** Goes on until so many kills are done, or a promise is broken. */
    Report run(int kills) throws IOException, InterruptedException {
        for (int round = 1; report.kills() < kills && report.clean(); round++) {
            round(Blow.next(random, report.points()));
            if (round % ROUNDS_BETWEEN_DRAINS == 0 && report.clean()) {
                drain();
                System.out.println(report.progress(kills));
            }
        }
        if (report.clean()) {
            drain();
        }
        report.count(ledger.facts());
        return report;
    }

    /** @return the first slot; whatever is open is closed if there is none */
    private Instant deployed(Shapes known) throws IOException, InterruptedException {
        boolean done = false;
        try {
            Instant first = deploy(known);
            done = true;
            return first;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private Instant deploy(Shapes known) throws IOException, InterruptedException {
        try (ServiceProcess service = home.start()) {
            Door door = service.awaitReady();
            Instant first = home.withTimed(known, door);
            report.database(door.value("select h2version()"));
            kill(service, Manner.RANDOM);
            return first;
        }
    }

    private void round(Blow blow) throws IOException, InterruptedException {
        for (int i = 1; i < blow.starts(); i++) {
            try (ServiceProcess service = home.start()) {
                diesEarly(service, Duration.ofMillis(20 + random.nextInt(700)));
                kill(service, Manner.RECOVERY);
            }
        }
        String[] options = blow.crash().isEmpty() ? new String[0] : new String[] {"-Dsandglass.crash=" + blow.crash()};
        try (ServiceProcess service = home.start(options)) {
            boolean died = work(service, blow);
            if (died) {
                report.hit(blow.crash());
            }
            kill(service, died ? Manner.POINT : Manner.RANDOM);
        }
    }

    /** @return whether the process ended at its point */
    private boolean work(ServiceProcess service, Blow blow) throws IOException, InterruptedException {
        Instant begun = Instant.now();
        Optional<Door> door = service.ready(ServiceProcess.PATIENCE);
        if (door.isEmpty() && blow.manner() != Manner.POINT) {
            report.add(new Violation(Violation.Kind.OTHER, "the service did not start:\n" + service.log()));
        }
        if (door.isEmpty()) {
            return true;
        }
        report.started(Duration.between(begun, Instant.now()));
        try {
            check(door.get());
        } catch (IOException e) {
            if (blow.manner() != Manner.POINT || !service.endsWithin(ServiceProcess.PATIENCE)) {
                throw e;
            }
            return true;
        }
        Load.Users users = load.begin(door.get(), random);
        boolean died = service.endsWithin(blow.after());
        if (died && blow.manner() != Manner.POINT) {
            report.add(new Violation(Violation.Kind.OTHER, "the service ended by itself:\n" + service.log()));
        }
        service.kill();
        users.stop();
        load.refusals().forEach(words -> report.add(new Violation(Violation.Kind.OTHER, "refused: " + words)));
        return died;
    }

    private void diesEarly(ServiceProcess service, Duration after) throws InterruptedException {
        if (service.endsWithin(after)) {
            report.add(new Violation(Violation.Kind.OTHER, "the service ended while it started:\n" + service.log()));
        }
    }

    private void kill(ServiceProcess service, Manner manner) throws InterruptedException {
        service.kill();
        ledger.add(service.life(), Kind.KILL, "", "", manner.name());
        report.killed(manner);
        service.errors()
                .forEach(line -> report.add(
                        new Violation(Violation.Kind.OTHER, "life " + service.life() + " complained: " + line)));
    }

    /** What must hold at every moment, of all that is not settled yet. */
    private void check(Door door) throws IOException {
        History history = History.read(door, settledUpTo);
        List<Fact> facts = ledger.facts().stream() // no earlier: what the history tells of has been written down by now
                .filter(fact -> !settled.contains(fact.run()))
                .toList();
        report.addAll(HistoryChecker.check(new Evidence(facts, history, shapes)));
        remember(door, history);
    }

    /** Lets everything that was acknowledged come to its end, and looks at all there is. */
    private void drain() throws IOException, InterruptedException {
        try (ServiceProcess service = home.start()) {
            Door door = service.awaitReady();
            check(door);
            load.resumeAll(door);
            Instant until = Instant.now();
            awaitEnds(door, until);
            History history = History.read(door, 0);
            Evidence evidence = new Evidence(ledger.facts(), history, shapes);
            report.addAll(HistoryChecker.checkDrained(evidence));
            report.addAll(SlotRules.check(evidence, firstSlot, SLOT, until));
            remember(door, history);
            settle(history);
            kill(service, Manner.RANDOM);
        }
        verify();
    }

    /** What {@code sandglass verify} finds in the files that the killed service left. */
    private void verify() {
        Sandglass.Result found = new Sandglass(home.root()).call("verify");
        if (found.exitCode() != 0) {
            report.add(new Violation(Violation.Kind.TORN, "sandglass verify: " + found.out() + found.err()));
        }
    }

    private static void awaitEnds(Door door, Instant until) {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while (System.nanoTime() < deadline && door.open(until) > 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void remember(Door door, History history) {
        history.runs().values().forEach(run -> ledger.note(door.life(), Kind.SEEN, run.id(), "", run.workflow()));
        history.runs().values().stream()
                .filter(Run::ended)
                .forEach(run -> ledger.note(door.life(), Kind.ENDED, run.id(), "", run.status()));
        history.nodes().stream()
                .filter(node -> node.state().equals("SUCCEEDED"))
                .forEach(node -> ledger.note(door.life(), Kind.SUCCEEDED, node.run(), node.node(), ""));
    }

    private void settle(History history) {
        settledUpTo = history.runs().values().stream()
                .filter(run -> !run.ended())
                .mapToLong(run -> run.number() - 1)
                .min()
                .orElseGet(() -> history.runs().values().stream()
                        .mapToLong(Run::number)
                        .max()
                        .orElse(0));
        settled.addAll(history.runs().values().stream()
                .filter(run -> run.number() <= settledUpTo)
                .map(Run::id)
                .collect(Collectors.toSet()));
    }

    @Override
    public void close() throws IOException {
        effects.close();
        ledger.close();
    }
}
