package io.sandglass.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.time.Workers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class AttemptThreadTest {
    private final AttemptThread thread = new AttemptThread();
    private final LateWorkers workers = new LateWorkers();
    private final List<NodeResult> reported = new ArrayList<>();

    /** The work that waited goes on before the one that let it wait is off its thread. */
    @Test
    void theSecondWorkIsNotRobbedOfItsResultByTheEndOfTheFirst() {
        NodeResult result = NodeResult.completed(Payload.of("done"));

        thread.begin(
                workers,
                "first",
                () -> {
                    thread.begin(workers, "second", () -> result, reported::add);
                    return null;
                },
                reported::add);
        workers.end();

        assertThat(reported).containsExactly(result);
    }

    @Test
    void theSecondWorkIsTheOneThatIsInterrupted() {
        thread.begin(
                workers,
                "first",
                () -> {
                    thread.begin(workers, "second", () -> null, reported::add);
                    return null;
                },
                reported::add);

        thread.interrupt();

        assertThat(workers.interrupted).containsExactly("second");
    }

    /** Does work at once, on the thread that asks, but not what comes after it. */
    private static final class LateWorkers implements Workers {
        private final Queue<Runnable> after = new ArrayDeque<>();
        private final List<String> interrupted = new ArrayList<>();

        void end() {
            after.forEach(Runnable::run);
        }

        @Override
        public Task run(String name, Runnable body, Runnable then) {
            body.run();
            after.add(then);
            return new Task() {
                @Override
                public void interrupt() {
                    interrupted.add(name);
                }

                @Override
                public void abandon() {}
            };
        }

        @Override
        public Lane lane(String name) {
            throw new AssertionError("no lane is asked for");
        }

        @Override
        public Lane blockingLane(String name) {
            throw new AssertionError("no lane is asked for");
        }

        @Override
        public void close() {}
    }
}
