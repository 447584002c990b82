package io.sandglass.sandbox.capability;

/**
 * One host call that was made.
 *
 * @param function such as {@code sandglass.http}
 * @param requestSha256 digest of all arguments, 64 hexadecimal digits
 * @param denied whether it ended the guest with {@link HostCallDenied}
 * @param answer {@link HostAnswer#encode}, or the refusal in UTF-8; not copied
 */
public record RecordedCall(String function, String requestSha256, boolean denied, byte[] answer) {}
