package io.sandglass.engine.run;

import io.sandglass.fair.RunTicket;
import io.sandglass.fair.Wait;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A run among those of its concurrency key. Thread-safe. */
public final class RunAdmission implements RunTicket.Visitor {
    private final RunTicket ticket;
    private final EngineServices services;
    private final RunExecution run;
    private final QueueTimeout timeout;

    /** @param run told when it is admitted, or to make room */
    public RunAdmission(RunTicket ticket, EngineServices services, RunExecution run) {
        this.ticket = ticket;
        this.services = services;
        this.run = run;
        this.timeout = new QueueTimeout(services.timers(), services.clock(), this::timedOut);
    }

    /** Puts a run of before, if it counts, back into its place among those of its key. */
    static void recover(
            RunExecution run,
            RunProgress progress,
            List<RunRecord> records,
            RunTickets tickets,
            EngineServices services) {
        RunState state = progress.current();
        tickets.recovered(progress.plan(), progress.run(), state).ifPresent(found -> {
            RunAdmission own = new RunAdmission(found, services, run);
            run.admission(own);
            if (state.queued()) {
                own.paused(state.paused().isPresent());
                own.begin(tickets.waited(state)
                        .minus(QueueTimeout.paused(records, services.clock().nowMillis())));
            } else {
                own.occupy();
            }
        });
    }

    /** Its record is durable. @param waited how long it has been waiting, but for the time it was paused */
    public void begin(Duration waited) {
        services.runs().begin(ticket, this);
        Optional<Duration> most = ticket.rule().queueTimeout();
        if (most.isPresent() && waits().isPresent()) {
            timeout.begin(most.get().minus(waited));
        }
    }

    /** It was admitted by an earlier process. */
    void occupy() {
        services.runs().occupy(ticket, this);
    }

    @Override
    public void admitted() {
        timeout.over();
        run.admitted();
    }

    @Override
    public void cancel(String reason) {
        run.cancel(reason);
    }

    void over() {
        timeout.over();
        services.runs().leave(ticket);
    }

    void reprioritise(int priority) {
        services.runs().reprioritise(ticket, priority);
    }

    /** While it is paused it is passed over, and its time stands still. */
    void paused(boolean now) {
        timeout.paused(now);
        services.runs().pause(ticket, now);
    }

    Optional<Wait> waits() {
        return services.runs().waits(ticket);
    }

    private void timedOut() {
        if (services.runs().withdraw(ticket)) {
            ticket.rule().queueTimeout().ifPresent(run::queueTimedOut);
        }
    }
}
