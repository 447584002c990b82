package io.sandglass.sandbox;

/**
 * How much it is to compile a module.
 *
 * @param weightBytes as much as so many bytes of ordinary code
 * @param apart whether it is compiled in a process of its own
 */
public record CompileCost(long weightBytes, boolean apart) {}
