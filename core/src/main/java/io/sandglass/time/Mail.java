package io.sandglass.time;

import org.jspecify.annotations.Nullable;

/** One link of a stack of work; the links belong to whoever took the stack. */
final class Mail {
    final Runnable work;

    @Nullable
    Mail next;

    Mail(Runnable work, @Nullable Mail next) {
        this.work = work;
        this.next = next;
    }

    /** Turns a stack around, so that the oldest comes first. */
    static @Nullable Mail inOrder(@Nullable Mail newest) {
        Mail oldest = null;
        for (Mail mail = newest; mail != null; ) {
            Mail before = mail.next;
            mail.next = oldest;
            oldest = mail;
            mail = before;
        }
        return oldest;
    }
}
