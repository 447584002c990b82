package io.sandglass.engine;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.LiveEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.run.RunStatus;
import io.sandglass.time.Workers;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Case C5: an error strikes each thread of the engine, one at a time, when it has done a piece of its work. */
@Timeout(300)
class StruckEngineTest {
    private final Set<String> struck = new ConcurrentSkipListSet<>();
    private final TestWorkflow chain = workflow("w").node("a", echo()).node("b", echo(), after("a"));

    @Test
    void goesOnWithTheRunAndWithTheNext() throws Exception {
        int piece = 1;
        while (allEndThoughStruckAfter(piece)) {
            piece++;
        }

        assertThat(struck).contains("a task", "after a task", "the lane run", "the lane sandglass-journal");
    }

    /** Returns false if there were fewer pieces of work. */
    private boolean allEndThoughStruckAfter(int piece) throws Exception {
        AtomicInteger left = new AtomicInteger(piece);
        try (LiveEngine engine = new LiveEngine(new StrikingWorkers(Workers.system(8), left, struck))) {
            for (int run = 0; run < 2; run++) {
                assertThat(engine.await(chain, engine.launch(chain))).ended(RunStatus.SUCCEEDED);
            }
        }
        return left.get() <= 0;
    }

    /** @param left pieces of work until one ends with an error */
    private record StrikingWorkers(Workers workers, AtomicInteger left, Set<String> struck) implements Workers {
        @Override
        public Task run(String name, Runnable body, Runnable after) {
            return workers.run(name, striking("a task", body), striking("after a task", after));
        }

        @Override
        public Lane lane(String name) {
            return new StrikingLane(workers.lane(name), this, name);
        }

        @Override
        public Lane blockingLane(String name) {
            return new StrikingLane(workers.blockingLane(name), this, name);
        }

        @Override
        public void close() {
            workers.close();
        }

        private Runnable striking(String place, Runnable work) {
            return () -> {
                work.run();
                if (left.decrementAndGet() == 0) {
                    struck.add(place);
                    throw new InternalError("struck");
                }
            };
        }
    }

    private record StrikingLane(Workers.Lane lane, StrikingWorkers workers, String name) implements Workers.Lane {
        @Override
        public void execute(Runnable work) {
            lane.execute(workers.striking(place(), work));
        }

        @Override
        public void leave(Runnable work) {
            lane.leave(workers.striking(place(), work));
        }

        private String place() {
            return "the lane " + (name.startsWith("run-") ? "run" : name);
        }
    }
}
