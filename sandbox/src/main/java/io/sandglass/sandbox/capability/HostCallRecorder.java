package io.sandglass.sandbox.capability;

import java.util.function.Supplier;

/**
 * Stands between a guest and the world: everything that a guest learns by host calls of capabilities comes through here,
 * so that it can be kept and given again. Belongs to the guest's thread.
 *
 * <p>Requests hold handles instead of secrets, and answers were redacted, so that what is kept is free of secrets.
 */
@FunctionalInterface
public interface HostCallRecorder {
    /** Keeps nothing. */
    HostCallRecorder NONE = (function, request, live) -> live.get();

    /**
     * Answers one call.
     *
     * @param function such as {@code sandglass.http}
     * @param request all arguments, the bytes that they point to included
     * @param live asks the world; throws a {@link HostCallDenied}, or another
     *     {@link io.sandglass.sandbox.engine.GuestStop}, to end the guest
     */
    HostAnswer answer(String function, byte[] request, Supplier<HostAnswer> live);
}
