package io.sandglass.time;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/** {@code Thread.startVirtualThread} where the running JDK has it (21 and later), found without compiling against it. */
final class VirtualThreads {
    private static final Optional<VirtualThreads> FOUND = lookUp();

    private final MethodHandle start;

    private VirtualThreads(MethodHandle start) {
        this.start = start;
    }

    static Optional<VirtualThreads> find() {
        return FOUND;
    }

    void start(Runnable body) {
        try {
            Thread thread = (Thread) start.invokeExact(body);
            assert thread.isDaemon();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("startVirtualThread declares no exception", e);
        }
    }

    private static Optional<VirtualThreads> lookUp() {
        MethodType type = MethodType.methodType(Thread.class, Runnable.class);
        try {
            MethodHandle start = MethodHandles.publicLookup().findStatic(Thread.class, "startVirtualThread", type);
            return Runtime.version().feature() < 21 ? Optional.empty() : Optional.of(new VirtualThreads(start));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return Optional.empty();
        }
    }
}
