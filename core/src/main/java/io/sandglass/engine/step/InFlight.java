package io.sandglass.engine.step;

import java.util.Set;

/**
 * What a run has under way.
 *
 * @param live numbers of the nodes whose attempt was handed out and has not come back
 * @param announced numbers of the nodes the start of whose attempt is on record, although their code may not have begun
 * @param alarmed numbers of the nodes for which a time was set that has not come
 * @param room how many more attempts would probably begin at once
 * @param backlog nodes that may run and wait for those that are live
 */
public record InFlight(Set<Integer> live, Set<Integer> announced, Set<Integer> alarmed, Room room, Backlog backlog) {
    /** Nothing, and nothing is to begin. */
    public static final InFlight NONE = new InFlight(Set.of(), Set.of(), Set.of(), Room.NONE, Backlog.EMPTY);
}
