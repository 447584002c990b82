package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.app.Ownership.Live;
import io.sandglass.app.WorkflowFiles.Unfit;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.SpecProblem;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.spec.WorkflowSpec;
import io.sandglass.store.Deployment;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.StoredSpec;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deploys the workflow files of a directory: a changed file becomes a new revision, a bad one is refused and the
 * revision before stays live, a removed one takes its triggers with it. Each workflow belongs to one file; another that
 * holds it too is refused, until the owner goes or turns to another workflow.
 *
 * <p>Owned by one thread, which calls {@link #restore} once and then {@link #look} about every half second.
 */
final class WorkflowDirectory {
    private static final Logger log = LoggerFactory.getLogger(WorkflowDirectory.class);

    private final WorkflowFiles files;
    private final Catalog catalog;
    private final SpecStore specs;
    private final TriggerDeployment triggers;
    private final Clock clock;

    private final Ownership ownership = new Ownership();
    private final Map<String, KnownFile> known = new HashMap<>();
    private final Map<String, String> waiting = new HashMap<>();
    private Sight sight = Sight.NOTHING;

    WorkflowDirectory(WorkflowFiles files, Catalog catalog, SpecStore specs, TriggerDeployment triggers, Clock clock) {
        this.files = requireNonNull(files, "files");
        this.catalog = requireNonNull(catalog, "catalog");
        this.specs = requireNonNull(specs, "specs");
        this.triggers = requireNonNull(triggers, "triggers");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Makes live again what was live when the service last stopped, whatever has become of the files and of the node
     * types since: {@link #look} sees to the files, and a slot whose run would lack a node type is skipped with that
     * reason.
     *
     * @throws StoreUnavailable if the store cannot be read or written
     */
    void restore() {
        List<Deployment> rows = specs.deployments();
        rows.forEach(row -> known.put(row.file(), KnownFile.unread(row.file())));
        rows.stream()
                .filter(row -> row.revision() > 0)
                .sorted(Comparator.comparing(Deployment::at).reversed().thenComparing(Deployment::file))
                .forEach(row -> row.workflow().ifPresent(workflow -> restore(row, workflow)));
        triggers.workflows().forEach(ownership::disown); // left by a process that died while it removed them
    }

    private void restore(Deployment row, WorkflowKey workflow) {
        if (ownership.owner(workflow).isPresent()) {
            return; // a later row has it: the service ended while it was taken over
        }
        try {
            String body = specs.find(workflow, row.revision())
                    .map(StoredSpec::body)
                    .orElseThrow(() -> new IllegalStateException("it is not stored"));
            triggers.deploy(workflow, row.revision(), catalog.triggersOf(body));
            ownership.claim(row.file(), new Live(workflow, row.revision()));
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            String problem = "revision " + row.revision() + " can no longer be read: " + e.getMessage();
            log.warn("workflow {} fires no more: {}", workflow, problem);
            ownership.disown(workflow);
            specs.recordDeployment(new Deployment(row.file(), row.workflow(), 0, problem, clock.now()));
        }
    }

    /**
     * Looks at the directory once. Trouble with one file or with the store concerns no other file and is tried again at
     * the next look.
     *
     * @param typesGeneration changes whenever node types do: refused files then get another chance
     * @throws IOException or UncheckedIOException if the directory cannot be listed; then nothing has changed
     */
    void look(long typesGeneration) throws IOException {
        sight = sight.next(files.stamps(), known.keySet(), typesGeneration);
        sight.settled().forEach(this::deployIfNews);
        sight.settled().forEach(this::deployIfNews); // now that every claim is known, files may trade workflows
        sight.gone().forEach(file -> unlessStoreIsAway(file, () -> forget(file)));
        ownership.ownerless().forEach(left -> unlessStoreIsAway(left.toString(), () -> silence(left)));
    }

    private void deployIfNews(String file, FileStamp stamp) {
        if (isNews(file, stamp)) {
            unlessStoreIsAway(file, () -> deploy(file, stamp));
        }
    }

    private boolean isNews(String file, FileStamp stamp) {
        KnownFile before = known(file);
        if (!before.stamp().equals(stamp)) {
            return true;
        }
        if (before.live()) {
            return ownership.of(file).isEmpty();
        }
        return before.generation() != sight.generation()
                || before.claim().filter(claim -> rival(file, claim).isEmpty()).isPresent();
    }

    private void deploy(String file, FileStamp stamp) {
        try {
            String body = files.read(file);
            WorkflowSpec spec = catalog.compiler().compile(body).plan().spec();
            Optional<String> rival = rival(file, spec.key());
            if (rival.isEmpty()) {
                makeLive(file, stamp, spec, body);
                return;
            }
            String problem = "workflow " + spec.key() + " is already in " + rival.get()
                    + "; give one of them another id, or remove one";
            refuse(file, new KnownFile(stamp, sight.generation(), Optional.of(spec.key()), problem));
        } catch (StoreUnavailable e) {
            throw e;
        } catch (InvalidSpec e) {
            refuse(file, stamp, e.problems().stream().map(SpecProblem::toString).collect(Collectors.joining("\n")));
        } catch (Unfit e) {
            refuse(file, stamp, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            refuse(file, FileStamp.unknown(file), "the file cannot be read: " + e); // so that it is tried at each look
        } catch (RuntimeException | StackOverflowError e) {
            log.error("workflow file {} could not be deployed", file, e);
            refuse(file, stamp, "the file could not be deployed: " + e);
        }
    }

    /** Another file that keeps this one from having the workflow: its owner, unless that is gone or has given it up. */
    private Optional<String> rival(String file, WorkflowKey workflow) {
        return ownership
                .owner(workflow)
                .filter(owner -> !owner.equals(file) && !sight.gone().contains(owner))
                .filter(owner -> !known(owner).hasTurnedFrom(workflow));
    }

    private void makeLive(String file, FileStamp stamp, WorkflowSpec spec, String body) {
        WorkflowKey workflow = spec.key();
        int revision = revision(workflow, body, file);
        Optional<String> loser = ownership.owner(workflow).filter(owner -> !owner.equals(file));
        // Recorded first: a service that ends in between deploys the triggers when it starts again.
        specs.recordDeployment(new Deployment(file, Optional.of(workflow), revision, "", clock.now()));
        triggers.deploy(workflow, revision, spec.triggers());
        ownership.claim(file, new Live(workflow, revision));
        loser.ifPresent(other -> record(other, known(other)));
        known.put(file, new KnownFile(stamp, sight.generation(), Optional.of(workflow), ""));
        log.info("workflow {} revision {} is live, from {}", workflow, revision, file);
    }

    /** The live one if its text is the same, even if others were run by hand since; else the newest, now stored. */
    private int revision(WorkflowKey workflow, String body, String file) {
        return ownership
                .revision(workflow)
                .filter(live -> specs.find(workflow, live).map(StoredSpec::body).equals(Optional.of(body)))
                .orElseGet(() -> specs.save(workflow, body, file, clock.now()).revision());
    }

    private void refuse(String file, FileStamp stamp, String problems) {
        refuse(file, new KnownFile(stamp, sight.generation(), Optional.empty(), problems));
    }

    private void refuse(String file, KnownFile now) {
        KnownFile before = known(file);
        if (!before.problems().equals(now.problems()) || !before.stamp().equals(now.stamp())) {
            record(file, now);
            String still = ownership
                    .of(file)
                    .map(live -> "; revision " + live.revision() + " of " + live.workflow() + " stays live")
                    .orElse("");
            log.warn(
                    "workflow file {} is refused{}:\n{}",
                    file,
                    still,
                    now.problems().indent(4).stripTrailing());
        }
        known.put(file, now);
    }

    private void record(String file, KnownFile now) {
        Optional<Live> live = ownership.of(file);
        specs.recordDeployment(new Deployment(
                file,
                live.map(Live::workflow).or(now::claim),
                live.map(Live::revision).orElse(0),
                now.problems(),
                clock.now()));
    }

    private void forget(String file) {
        Optional<WorkflowKey> workflow = ownership.of(file).map(Live::workflow);
        ownership.release(file);
        workflow.ifPresent(this::silence);
        specs.forgetDeployment(file);
        known.remove(file);
        log.info("workflow file {} is gone", file);
    }

    private void silence(WorkflowKey workflow) {
        triggers.remove(workflow);
        ownership.forget(workflow);
        log.info("workflow {} fires no more", workflow);
    }

    private KnownFile known(String file) {
        return known.getOrDefault(file, KnownFile.unread(file));
    }

    private void unlessStoreIsAway(String what, Runnable work) {
        try {
            work.run();
            waiting.remove(what);
        } catch (StoreUnavailable e) {
            String message = String.valueOf(e.getMessage());
            if (!message.equals(waiting.put(what, message))) {
                log.warn("{} waits for the store: {}", what, message);
            }
        }
    }
}
