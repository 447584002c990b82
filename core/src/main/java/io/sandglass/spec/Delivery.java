package io.sandglass.spec;

/** How often the side effects of a node may happen when the outcome of an attempt is unknown. */
public enum Delivery {
    /** A crash in flight has the node done again. */
    AT_LEAST_ONCE,
    /** A crash in flight fails the node: rather not at all than twice. */
    AT_MOST_ONCE
}
