package io.sandglass.engine;

import io.sandglass.fair.Turn;
import io.sandglass.fair.Wait;
import io.sandglass.run.RunState;
import io.sandglass.time.Timers.Timer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run among those of its concurrency key. Thread-safe. */
final class RunTurn implements Turn.Visitor {
    private final Turn turn;
    private final EngineServices services;
    private final RunExecution run;
    private volatile @Nullable Timer timeout;

    RunTurn(Turn turn, EngineServices services, RunExecution run) {
        this.turn = turn;
        this.services = services;
        this.run = run;
    }

    /** Puts a run of before, if it counts, back into its place among those of its key. */
    static void recover(RunExecution run, RunBooks books, Turns turns, EngineServices services) {
        RunState state = books.current();
        turns.recovered(books.plan(), books.run(), state).ifPresent(found -> {
            RunTurn own = new RunTurn(found, services, run);
            run.turn(own);
            if (state.queued()) {
                own.begin(turns.waited(state));
            } else {
                own.occupy();
            }
        });
    }

    /** Its record is durable. @param waited how long it has been waiting */
    void begin(Duration waited) {
        services.runs().begin(turn, this);
        Optional<Duration> most = turn.rule().queueTimeout();
        if (most.isPresent() && waits().isPresent()) {
            timeout = services.timers().after(most.get().minus(waited), () -> timedOut(most.get()));
        }
    }

    /** It was admitted by an earlier process. */
    void occupy() {
        services.runs().occupy(turn, this);
    }

    @Override
    public void admitted() {
        forgetTimeout();
        run.admitted();
    }

    @Override
    public void cancel(String reason) {
        run.cancel(reason);
    }

    void over() {
        forgetTimeout();
        services.runs().leave(turn);
    }

    void reprioritise(int priority) {
        services.runs().reprioritise(turn, priority);
    }

    Optional<Wait> waits() {
        return services.runs().waits(turn);
    }

    private void timedOut(Duration most) {
        if (services.runs().withdraw(turn)) {
            run.queueTimedOut(most);
        }
    }

    private void forgetTimeout() {
        Timer timer = timeout;
        if (timer != null) {
            timer.cancel();
        }
    }
}
