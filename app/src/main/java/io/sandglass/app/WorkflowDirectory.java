package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.SpecProblem;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.spec.WorkflowSpec;
import io.sandglass.store.Deployment;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.StoredSpec;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deploys the workflow files of a directory: a changed file becomes a new revision, a bad one is refused and the
 * revision before stays live, a removed one takes its triggers with it.
 *
 * <p>Owned by one thread, which calls {@link #look} about every half second. A file counts once two looks in a row have
 * found it the same, so that one still being written is left alone.
 */
final class WorkflowDirectory {
    private static final Logger log = LoggerFactory.getLogger(WorkflowDirectory.class);

    private final Path directory;
    private final WorkflowCompiler compiler;
    private final SpecStore specs;
    private final TriggerDeployment triggers;
    private final Clock clock;

    private final Map<String, FileStamp> glimpsed = new HashMap<>();
    private final Map<String, Known> known = new HashMap<>();
    private long generation = -1;

    WorkflowDirectory(
            Path directory, WorkflowCompiler compiler, SpecStore specs, TriggerDeployment triggers, Clock clock) {
        this.directory = requireNonNull(directory, "directory");
        this.compiler = requireNonNull(compiler, "compiler");
        this.specs = requireNonNull(specs, "specs");
        this.triggers = requireNonNull(triggers, "triggers");
        this.clock = requireNonNull(clock, "clock");
    }

    /** What was made of a file. */
    private record Known(FileStamp stamp, Optional<WorkflowKey> workflow, boolean live) {}

    /**
     * Makes live again what was live when the service last stopped, for files that are bad now; and forgets files that
     * have gone meanwhile. Good files come by {@link #look}.
     */
    void restore() throws IOException {
        Set<String> present = files().keySet();
        for (Deployment deployment : specs.deployments()) {
            if (!present.contains(deployment.file())) {
                undeploy(deployment.file(), deployment.workflow());
            } else {
                deployment
                        .workflow()
                        .flatMap(workflow -> specs.find(workflow, deployment.revision()))
                        .ifPresent(this::redeploy);
            }
        }
    }

    /**
     * Looks at the directory once.
     *
     * @param typesGeneration changes whenever node types do: refused files then get another chance
     */
    void look(long typesGeneration) throws IOException {
        boolean newTypes = generation != typesGeneration;
        generation = typesGeneration;
        Map<String, FileStamp> files = files();
        Set<String> gone = new HashSet<>(known.keySet());
        gone.removeAll(files.keySet());
        for (String file : gone) {
            undeploy(file, requireNonNull(known.get(file)).workflow());
        }
        for (String file : files.keySet().stream().sorted().toList()) {
            FileStamp stamp = requireNonNull(files.get(file));
            if (stamp.equals(glimpsed.put(file, stamp)) && isNews(file, stamp, newTypes)) {
                deploy(file, stamp);
            }
        }
        glimpsed.keySet().retainAll(files.keySet());
    }

    private boolean isNews(String file, FileStamp stamp, boolean newTypes) {
        Known before = known.get(file);
        return before == null || !before.stamp().equals(stamp) || (newTypes && !before.live());
    }

    private Map<String, FileStamp> files() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(WorkflowDirectory::isWorkflow)
                    .flatMap(path -> FileStamp.of(path).stream())
                    .collect(Collectors.toMap(FileStamp::name, stamp -> stamp));
        }
    }

    private static boolean isWorkflow(Path path) {
        String name = path.getFileName().toString();
        boolean document = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
        return document && !name.startsWith(".") && !name.matches(".*\\.test\\.\\w+");
    }

    private void deploy(String file, FileStamp stamp) throws IOException {
        try {
            String body = Files.readString(directory.resolve(file));
            WorkflowSpec spec = compiler.compile(body).plan().spec();
            Optional<String> rival = rivalOf(file, spec.key());
            if (rival.isPresent()) {
                String problem = "workflow " + spec.key() + " is already in " + rival.get()
                        + "; give one of them another id, or remove one";
                refuse(file, stamp, Optional.of(spec.key()), problem);
                return;
            }
            makeLive(file, stamp, spec, body);
        } catch (InvalidSpec e) {
            String problems = e.problems().stream().map(SpecProblem::toString).collect(Collectors.joining("\n"));
            refuse(file, stamp, Optional.empty(), problems);
        } catch (java.nio.charset.CharacterCodingException e) {
            refuse(file, stamp, Optional.empty(), "the file is not UTF-8 text; save it as UTF-8");
        } catch (StoreUnavailable e) {
            log.warn("workflow file {} waits for the store: {}", file, e.getMessage());
        }
    }

    private Optional<String> rivalOf(String file, WorkflowKey workflow) {
        return known.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals(file) && entry.getValue().live())
                .filter(entry -> entry.getValue().workflow().equals(Optional.of(workflow)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void makeLive(String file, FileStamp stamp, WorkflowSpec spec, String body) {
        Optional<WorkflowKey> before = Optional.ofNullable(known.get(file)).flatMap(Known::workflow);
        StoredSpec stored = specs.save(spec.key(), body, file, clock.now());
        triggers.deploy(spec.key(), stored.revision(), spec.triggers());
        specs.recordDeployment(new Deployment(file, Optional.of(spec.key()), stored.revision(), "", clock.now()));
        before.filter(key -> !key.equals(spec.key())).ifPresent(triggers::remove);
        known.put(file, new Known(stamp, Optional.of(spec.key()), true));
        log.info("workflow {} revision {} is live, from {}", spec.key(), stored.revision(), file);
    }

    private void refuse(String file, FileStamp stamp, Optional<WorkflowKey> claimed, String problems) {
        Optional<Deployment> before = specs.deployments().stream()
                .filter(deployment -> deployment.file().equals(file))
                .findFirst();
        Optional<WorkflowKey> workflow = before.flatMap(Deployment::workflow).or(() -> claimed);
        int revision = before.map(Deployment::revision).orElse(0);
        specs.recordDeployment(new Deployment(file, workflow, revision, problems, clock.now()));
        known.put(file, new Known(stamp, before.flatMap(Deployment::workflow), false));
        String still = revision == 0 ? "" : "; revision " + revision + " stays live";
        log.warn("workflow file {} is refused{}:\n{}", file, still, indented(problems));
    }

    private static String indented(String problems) {
        return problems.lines().map(line -> "    " + line).collect(Collectors.joining("\n"));
    }

    private void undeploy(String file, Optional<WorkflowKey> workflow) {
        workflow.ifPresent(triggers::remove);
        specs.forgetDeployment(file);
        known.remove(file);
        log.info(
                "workflow file {} is gone{}",
                file,
                workflow.map(key -> ": " + key + " fires no more").orElse(""));
    }

    private void redeploy(StoredSpec stored) {
        try {
            List.of(compiler.compile(stored.body()).plan().spec())
                    .forEach(spec -> triggers.deploy(stored.workflow(), stored.revision(), spec.triggers()));
        } catch (InvalidSpec e) {
            log.warn(
                    "workflow {} revision {} no longer compiles: {}",
                    stored.workflow(),
                    stored.revision(),
                    e.getMessage());
        }
    }
}
