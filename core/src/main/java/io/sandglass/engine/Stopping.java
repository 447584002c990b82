package io.sandglass.engine;

import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeSkipped;
import java.util.stream.IntStream;

/** How a run stops before its time. */
final class Stopping {
    private final StepBooks books;
    private final Readiness readiness;

    Stopping(StepBooks books, Readiness readiness) {
        this.books = books;
        this.readiness = readiness;
    }

    /** Ends every node that is not out; those that are end when their attempts come back. */
    void stopRest() {
        String reason = readiness.stopping().orElseThrow();
        books.forgetCommands();
        books.command(new Command.StopAll(reason));
        open().filter(node -> !books.isOut(node)).forEach(node -> end(node, reason));
    }

    /** Ends every node, whatever becomes of its attempt. */
    void giveUpAll() {
        String reason = readiness.stopping().orElseThrow();
        books.forgetCommands();
        books.command(new Command.KillAll(reason));
        open().forEach(node -> end(node, reason));
    }

    private IntStream open() {
        return IntStream.range(0, books.state().graph().size()).filter(node -> !books.ended(node));
    }

    private void end(int node, String reason) {
        books.emit(readiness
                .blocker(node)
                .<RunEvent>map(why -> new NodeSkipped(books.id(node), why, books.at))
                .orElseGet(() -> new NodeCancelled(books.id(node), reason, books.at)));
    }
}
