package io.sandglass.engine;

import io.sandglass.time.Workers;
import java.util.function.Predicate;

/**
 * Workers some of whose lanes take nothing, as if there were no memory for a thread.
 *
 * @param broken asked for the lane's name whenever it is given work
 */
record BreakableWorkers(Workers workers, Predicate<String> broken) implements Workers {
    @Override
    public Task run(String name, Runnable body, Runnable after) {
        return workers.run(name, body, after);
    }

    @Override
    public Lane lane(String name) {
        return new BreakableLane(workers.lane(name), name, broken);
    }

    @Override
    public Lane blockingLane(String name) {
        return new BreakableLane(workers.blockingLane(name), name, broken);
    }

    @Override
    public void close() {
        workers.close();
    }

    private record BreakableLane(Lane lane, String name, Predicate<String> broken) implements Lane {
        @Override
        public void execute(Runnable work) {
            if (broken.test(name)) {
                throw new InternalError("no thread");
            }
            lane.execute(work);
        }

        @Override
        public void leave(Runnable work) {
            lane.leave(work);
        }
    }
}
