package io.sandglass.sandbox.engine;

/**
 * A function that the host offers to one running guest.
 *
 * @param module namespace that guests import it from
 * @param name name in that namespace
 * @param signature parameters, {@code >} and results, one letter each: {@code i} and {@code j} for i32 and i64,
 *     {@code f} and {@code d} for f32 and f64, {@code ?} for the rest; {@code "iji>i"}, {@code "i>"}
 * @param body what it does
 */
public record HostFunction(String module, String name, String signature, Body body) {
    /** What a host function does, on the guest's thread. */
    @FunctionalInterface
    public interface Body {
        /**
         * @param memory the guest's memory
         * @param arguments one value each; an i32 may carry any upper half
         * @return the result; ignored when the signature has none
         * @throws GuestStop to end the guest
         */
        long call(GuestMemory memory, long[] arguments);
    }
}
