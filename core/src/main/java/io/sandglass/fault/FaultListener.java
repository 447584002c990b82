package io.sandglass.fault;

/** Hears of every pass of a fault point, on whatever thread it happens. */
@FunctionalInterface
public interface FaultListener {
    /** Returns, ends the process, or throws what is to go wrong there. */
    void at(FaultPoint point);
}
