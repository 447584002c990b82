package io.sandglass.engine;

import io.sandglass.run.RunEvent;
import io.sandglass.run.RunState;
import java.util.List;

/**
 * What a step decides.
 *
 * @param current the state with the events applied
 * @param events to be recorded, in this order
 * @param commands to be carried out, in this order
 */
record Decision(RunState current, List<RunEvent> events, List<Command> commands) {}
