package io.sandglass.sandbox;

/**
 * Why a run did not end well.
 *
 * @param kind a stable name, such as {@code unreachable} or {@code stdout-limit}
 * @param message for people; says what happened and, where something can be done, what
 */
public record Fault(String kind, String message) {}
