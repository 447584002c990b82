package io.sandglass.engine.attempt;

/**
 * The start of an attempt that is to be made.
 *
 * @param attempt its number, from 1
 */
public record AttemptStart(int attempt, StartRecord record) {
    /** When the record of the start becomes durable. Code that ends the process at once is to leave a trace by it. */
    public enum StartRecord {
        /** It is, since before the attempt was handed out. */
        DURABLE,
        /** Before the code of the node runs, which waits for it. */
        BEFORE_CODE,
        /** With what is recorded next: not all that leads to the attempt is durable either. */
        WITH_NEXT
    }
}
