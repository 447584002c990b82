package io.sandglass.fault;

import java.util.concurrent.atomic.AtomicLong;

/** Ends the JVM at the n-th pass of a point, as {@code kill -9} would: no hook runs, no buffer is flushed. */
final class CrashAt implements FaultListener {
    /** What a shell reports of a process that {@code kill -9} ended. */
    private static final int KILLED = 137;

    private final FaultPoint point;
    private final long pass;
    private final Runnable end;
    private final AtomicLong passes = new AtomicLong();

    CrashAt(FaultPoint point, long pass, Runnable end) {
        this.point = point;
        this.pass = pass;
        this.end = end;
    }

    /** @throws IllegalArgumentException if it is neither {@code point} nor {@code point:n} */
    static CrashAt parse(String text) {
        int colon = text.indexOf(':');
        String label = colon < 0 ? text : text.substring(0, colon);
        return new CrashAt(FaultPoint.labelled(label), colon < 0 ? 1 : count(text, colon), CrashAt::halt);
    }

    @Override
    public void at(FaultPoint passed) {
        if (passed == point && passes.incrementAndGet() == pass) {
            end.run();
        }
    }

    FaultPoint point() {
        return point;
    }

    long pass() {
        return pass;
    }

    private static long count(String text, int colon) {
        try {
            long count = Long.parseLong(text.substring(colon + 1));
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException e) {
            // reported below, together with numbers that are too small
        }
        throw new IllegalArgumentException(
                "-D" + FaultSwitch.PROPERTY + " must be point or point:n with n from 1, but is '" + text + "'");
    }

    private static void halt() {
        Runtime.getRuntime().halt(KILLED);
    }
}
