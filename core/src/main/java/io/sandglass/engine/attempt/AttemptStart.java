package io.sandglass.engine.attempt;

/**
 * The start of an attempt that is to be made.
 *
 * @param attempt its number, from 1
 */
public record AttemptStart(int attempt, Kept kept) {
    /** When the record of the start becomes durable: whatever ends the process at once is to leave a trace. */
    public enum Kept {
        /** It is, since before the attempt was handed out. */
        ALREADY,
        /** Before the code of the node runs, which waits for it. */
        FIRST,
        /** With what is recorded next: not all that leads to the attempt is durable either. */
        ALONG
    }
}
