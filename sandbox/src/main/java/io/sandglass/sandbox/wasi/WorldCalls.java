package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestMemory;
import java.util.stream.Stream;

/** Clock, random and sleep. */
final class WorldCalls {
    private static final int REALTIME = 0;
    private static final int LAST_CLOCK = 3;
    private static final int CHUNK = 4096;

    private WorldCalls() {}

    static Stream<WasiFunction> all() {
        return Stream.of(
                WasiFunction.of("clock_res_get", "ii", WorldCalls::clockResolution),
                WasiFunction.of("clock_time_get", "iji", WorldCalls::clockTime),
                WasiFunction.of("random_get", "ii", WorldCalls::random),
                WasiFunction.of("poll_oneoff", "iiii", Poll::once));
    }

    private static int clockResolution(WasiProcess process, Pointers guest) {
        return guest.u32(0) > LAST_CLOCK ? Errno.INVAL : guest.storeLong(1, GuestWorld.CLOCK_RESOLUTION_NANOS);
    }

    private static int clockTime(WasiProcess process, Pointers guest) {
        long clock = guest.u32(0);
        if (clock > LAST_CLOCK) {
            return Errno.INVAL;
        }
        GuestWorld world = process.world();
        return guest.storeLong(2, clock == REALTIME ? world.realtimeNanos() : world.monotonicNanos());
    }

    private static int random(WasiProcess process, Pointers guest) {
        long address = guest.u32(0);
        long length = guest.u32(1);
        if (!guest.holds(address, length)) {
            return Errno.FAULT;
        }
        GuestMemory memory = guest.memory();
        byte[] chunk = new byte[(int) Math.min(CHUNK, length)];
        for (long done = 0; done < length; done += chunk.length) {
            process.world().checkInterrupt();
            process.world().fillRandom(chunk);
            memory.write(address + done, chunk, 0, (int) Math.min(chunk.length, length - done));
        }
        return Errno.SUCCESS;
    }
}
