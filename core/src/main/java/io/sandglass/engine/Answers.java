package io.sandglass.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Answers that come later: what they are, or why there is none. */
final class Answers {
    private Answers() {}

    /** Waits for an answer. What went wrong is thrown as it is. */
    static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** What went wrong, without what a chain of futures wraps it in. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
