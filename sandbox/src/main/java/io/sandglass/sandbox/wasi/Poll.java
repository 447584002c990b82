package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestMemory;
import io.sandglass.sandbox.wasi.tree.Problem;

/**
 * {@code poll_oneoff}: sleeps, or says that a descriptor is ready, which open ones always are.
 *
 * <p>A subscription is 48 bytes: user data, kind at 8, then for a clock its id at 16, timeout at 24 and flags at 40, else the descriptor at 16. An
 * event is 32 bytes: user data, error number at 8, kind at 10.
 */
final class Poll {
    private static final long MAX_SUBSCRIPTIONS = 64;
    private static final int SUBSCRIPTION = 48;
    private static final int EVENT = 32;
    private static final int CLOCK = 0;
    private static final int LAST_KIND = 2;
    private static final int LAST_CLOCK = 3;
    private static final int REALTIME = 0;
    private static final int KIND_AT = 8;
    private static final int CLOCK_AT = 16;
    private static final int TIMEOUT_AT = 24;
    private static final int FLAGS_AT = 40;
    private static final int ABSOLUTE = 1;

    private Poll() {}

    static int once(WasiProcess process, Pointers guest) {
        long subscriptions = guest.u32(0);
        long events = guest.u32(1);
        long count = guest.u32(2);
        if (count == 0 || count > MAX_SUBSCRIPTIONS) {
            return Errno.INVAL;
        }
        if (!guest.holds(subscriptions, count * SUBSCRIPTION)
                || !guest.holds(events, count * EVENT)
                || !guest.holds(guest.u32(3), Integer.BYTES)) {
            return Errno.FAULT;
        }
        if (!sensible(guest.memory(), subscriptions, count)) {
            return Errno.INVAL;
        }
        int fired = descriptors(process.descriptors(), guest.memory(), subscriptions, events, count);
        if (fired == 0) {
            fired = sleep(process, guest.memory(), subscriptions, events, count);
        }
        return guest.storeInt(3, fired);
    }

    private static boolean sensible(GuestMemory memory, long subscriptions, long count) {
        for (long i = 0; i < count; i++) {
            long subscription = subscriptions + i * SUBSCRIPTION;
            int kind = kind(memory, subscription);
            boolean unknownClock = Integer.compareUnsigned(memory.readInt(subscription + CLOCK_AT), LAST_CLOCK) > 0;
            if (kind > LAST_KIND || kind == CLOCK && unknownClock) {
                return false;
            }
        }
        return true;
    }

    /** What is open is ready at once; of what is not, that is said. */
    private static int descriptors(Descriptors open, GuestMemory memory, long subscriptions, long events, long count) {
        int fired = 0;
        for (long i = 0; i < count; i++) {
            long subscription = subscriptions + i * SUBSCRIPTION;
            if (kind(memory, subscription) != CLOCK) {
                int errno = open.has(memory.readInt(subscription + CLOCK_AT) & 0xFFFF_FFFFL)
                        ? Errno.SUCCESS
                        : Problem.BADF.errno();
                storeEvent(memory, subscription, events + EVENT * (long) fired++, errno);
            }
        }
        return fired;
    }

    /** Sleeps for the shortest timeout and reports that clock; the guest polls again for the others. */
    private static int sleep(WasiProcess process, GuestMemory memory, long subscriptions, long events, long count) {
        long first = subscriptions;
        for (long i = 1; i < count; i++) {
            long other = subscriptions + i * SUBSCRIPTION;
            first = timeout(process, memory, other) < timeout(process, memory, first) ? other : first;
        }
        process.world().sleep(timeout(process, memory, first));
        storeEvent(memory, first, events, Errno.SUCCESS);
        return 1;
    }

    private static int kind(GuestMemory memory, long subscription) {
        return memory.readInt(subscription + KIND_AT) & 0xFF;
    }

    /** Nanoseconds to sleep; an unsigned value beyond the range of a long is as good as for ever. */
    private static long timeout(WasiProcess process, GuestMemory memory, long subscription) {
        long timeout = readLong(memory, subscription + TIMEOUT_AT);
        if (timeout < 0) {
            return Long.MAX_VALUE;
        }
        if ((memory.readInt(subscription + FLAGS_AT) & ABSOLUTE) == 0) {
            return timeout;
        }
        boolean realtime = memory.readInt(subscription + CLOCK_AT) == REALTIME;
        long now = realtime ? process.world().realtimeNanos() : process.world().monotonicNanos();
        return Math.max(0, timeout - now);
    }

    private static void storeEvent(GuestMemory memory, long subscription, long event, int errno) {
        memory.writeLong(event, readLong(memory, subscription));
        memory.writeLong(event + KIND_AT, (long) kind(memory, subscription) << Short.SIZE | errno);
        memory.writeLong(event + 2 * Long.BYTES, 1);
        memory.writeLong(event + 3 * Long.BYTES, 0);
    }

    private static long readLong(GuestMemory memory, long address) {
        long low = memory.readInt(address) & 0xFFFF_FFFFL;
        return low | (long) memory.readInt(address + Integer.BYTES) << Integer.SIZE;
    }
}
