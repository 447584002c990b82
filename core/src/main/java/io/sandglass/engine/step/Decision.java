package io.sandglass.engine.step;

import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunState;
import java.util.List;
import java.util.Optional;

/**
 * What a step decides.
 *
 * @param current the state with the events applied
 * @param events to be recorded, in this order
 * @param commands to be carried out, in this order
 * @param refused why what was asked from outside is not done; then nothing else is decided
 */
public record Decision(
        RunState current, List<RunEvent> events, List<Command> commands, Optional<SteeringResult.Refused> refused) {}
