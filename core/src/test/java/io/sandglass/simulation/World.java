package io.sandglass.simulation;

import io.sandglass.engine.EngineConfig;
import io.sandglass.engine.EngineLimits;
import io.sandglass.engine.fixture.TestCompiler;
import io.sandglass.fault.FaultPoint;
import io.sandglass.history.History;
import io.sandglass.history.Observed.Kind;
import io.sandglass.simulation.Swarm.Fault;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.time.Simulation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One seed's world: at least an hour of trouble, then a calm in which everything has to come to its end.
 *
 * <p>Use: {@link #run()} once, then ask.
 */
public final class World {
    private static final Duration TROUBLED = Duration.ofHours(1);

    private final Chance chance;
    private final Swarm swarm;
    private final Simulation machine;
    private final Fibers fibers;
    private final Notes notes;
    private final SimulatedStore store;
    private final UnaryOperator<EngineConfig> tampering;
    private final TestCompiler compiler = new TestCompiler();
    private final SimulatedWorkflows workflows;
    private final Map<WorkflowKey, Map<String, TriggerSpec>> triggerSpecs;
    private final Triggers.Factory triggers;
    private final EngineLimits limits;
    private final People people = new People(this);
    private final Trouble trouble = new Trouble(this);
    private final CalmPhase calm = new CalmPhase(this);
    private @Nullable SimulatedProcess process;
    private long latestWall;

    /** With triggers that core can have. */
    public World(long seed) {
        this(seed, PlainTriggers::new);
    }

    /** With other triggers. */
    public World(long seed, Triggers.Factory triggers) {
        this(seed, triggers, UnaryOperator.identity(), new MemoryGround());
    }

    /** @param tampering makes of what the engine should be what it is */
    static World tampered(long seed, UnaryOperator<EngineConfig> tampering) {
        return new World(seed, PlainTriggers::new, tampering, new MemoryGround());
    }

    /** On another ground than memory. */
    public World(long seed, Ground ground) {
        this(seed, PlainTriggers::new, UnaryOperator.identity(), ground);
    }

    private World(long seed, Triggers.Factory triggers, UnaryOperator<EngineConfig> tampering, Ground ground) {
        this.chance = new Chance(seed);
        this.swarm = Swarm.drawn(chance);
        this.machine = new Simulation(chance.next());
        this.fibers = new Fibers(machine, trouble::at);
        this.notes = new Notes(machine, fibers::crashing);
        this.store = new SimulatedStore(ground, new SimulatedStore.Weather(this), notes);
        this.tampering = tampering;
        this.triggers = triggers;
        this.workflows = SimulatedWorkflows.drawn(this);
        this.triggerSpecs = workflows.triggers(this);
        this.limits = WorldPlan.limits(this);
        machine.starve(chance.happens(0.5) ? 0.01 : 0);
    }

    /** @throws TimeoutException if it hangs, in real time */
    public void run() throws InterruptedException, TimeoutException {
        workflows.deploy(compiler, store.specs());
        boot();
        fibers.run(calm::over);
    }

    /** Nothing more is to be asked of it. */
    public void close() {
        store.durable().close();
    }

    /** What was seen, and what is in the store. */
    public History history() {
        return new History(
                workflows.declared(),
                WorldPlan.declared(store.durable().triggers().all(), triggerSpecs),
                WorldPlan.declared(limits),
                notes.seen(),
                store.workflows(),
                store.keys(),
                store.rows(),
                store.slots(),
                calm.left(),
                calm.lastWall(),
                latestWall);
    }

    /** Passes of each fault point. */
    public Map<FaultPoint, Long> hits() {
        return new LinkedHashMap<>(trouble.hits());
    }

    /** The same for the same seed: a hash of everything that was done, in its order. */
    public long trace() {
        return machine.trace();
    }

    /** How much time has passed in it. */
    public Duration age() {
        return Duration.ofNanos(machine.nanos());
    }

    /** Which faults it knew. */
    public Swarm swarm() {
        return swarm;
    }

    Chance chance() {
        return chance;
    }

    Simulation machine() {
        return machine;
    }

    Fibers fibers() {
        return fibers;
    }

    Notes notes() {
        return notes;
    }

    SimulatedStore store() {
        return store;
    }

    People people() {
        return people;
    }

    Trouble trouble() {
        return trouble;
    }

    SimulatedWorkflows workflows() {
        return workflows;
    }

    /** Null while it is down. */
    @Nullable
    SimulatedProcess process() {
        return process;
    }

    Map<WorkflowKey, Map<String, TriggerSpec>> triggerSpecs() {
        return triggerSpecs;
    }

    boolean has(Fault fault) {
        return !calm.begun() && swarm.has(fault);
    }

    boolean calm() {
        return calm.begun();
    }

    boolean recovering() {
        return process != null && process.recovering();
    }

    void jump(Duration shift) {
        lookAtTheClock();
        machine.jump(shift);
        lookAtTheClock();
    }

    void lookAtTheClock() {
        latestWall = Math.max(latestWall, machine.now().toEpochMilli());
    }

    /** Again and again until the process dies. */
    void often(Duration mean, Runnable action) {
        machine.after(chance.exponential(mean), () -> {
            if (!calm.begun()) {
                often(mean, action);
                machine.run("world", action);
            }
        });
    }

    /** What runs after this process's end must not touch the outside. */
    void dieIfDead() {
        if (fibers.crashing()) {
            throw new Crash();
        }
    }

    Crash crash(String how) {
        if (!fibers.crashing()) {
            notes.add(Kind.CRASHED, how);
        }
        return fibers.crash(this::afterCrash);
    }

    private void afterCrash() {
        process = null;
        trouble.afterCrash();
        store.crashed();
        Duration down = chance.happens(0.7)
                ? chance.between(Duration.ofMillis(100), Duration.ofSeconds(10))
                : chance.between(Duration.ofSeconds(10), Duration.ofMinutes(10));
        machine.after(down, this::boot);
    }

    private void boot() {
        machine.run("main", () -> {
            process = new SimulatedProcess(this, config(), triggers);
            try {
                process.start();
            } catch (StoreUnavailable e) {
                throw crash("could not start: " + e.getMessage());
            }
            people.visit(process);
            trouble.visit();
        });
        machine.after(TROUBLED.minusNanos(machine.nanos()), calm::begin);
    }

    private EngineConfig config() {
        EngineConfig config = EngineConfig.of(
                        store.specs(), store.runs(), compiler, (spec, given, base) -> given, machine.platform())
                .limits(limits);
        return tampering.apply(config);
    }
}
