package io.sandglass.plugin.standard;

import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeResult;
import java.io.IOException;
import java.time.Duration;

/** One run of a native program behind its walls. */
record NativeRun(NativeProgram program, Isolation isolation, Duration wall, NodeContext context) {
    /** Until the deadline of the attempt or the end of its wall time, whichever is sooner. */
    static NativeRun of(NativeProgram program, Isolation isolation, NodeContext context) {
        Duration left = Duration.between(context.now(), context.deadline());
        Duration wall = context.limits().wall();
        return new NativeRun(program, isolation, left.compareTo(wall) < 0 ? left : wall, context);
    }

    NodeResult run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        ShellCommand command = program.behind(isolation.before(program.file(), context.limits(), wall));
        try (ShellProcess process = ShellProcess.start(command)) {
            ShellProcess.End end = process.await(context, wall);
            return new NativeEnds(program, isolation, System.nanoTime() - start).result(end, context.limits());
        } catch (ShellProcess.NotStarted notStarted) {
            return Failures.user("NotStarted", String.valueOf(notStarted.getMessage()));
        }
    }
}
