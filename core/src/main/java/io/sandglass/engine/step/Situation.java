package io.sandglass.engine.step;

import io.sandglass.plan.ExecutionPlan;
import io.sandglass.run.RunId;
import io.sandglass.run.RunState;

/**
 * What a step decides upon.
 *
 * @param current all that has happened
 * @param durable the part of it that is stored: only what follows from this may touch the outside
 */
public record Situation(ExecutionPlan plan, RunId run, RunState current, RunState durable, InFlight inFlight) {}
