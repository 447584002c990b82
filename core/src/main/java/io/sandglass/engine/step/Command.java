package io.sandglass.engine.step;

import java.time.Duration;

/** Something that a step wants done. Each kind calls the method of its handler that does it. */
public sealed interface Command {
    void tell(Handler handler);

    /** Carries commands out, each by the act of its name. */
    interface Handler {
        void start(Start start);

        void announce(Announce announce);

        void later(Later later);

        void stopAll(String reason);

        void killAll(String reason);

        void giveUp(GiveUp giveUp);

        void withdrawQueued();

        void reprioritise();

        void evaluateOutputs();
    }

    /** Begin an attempt of a node. */
    record Start(int node, int attempt) implements Command {
        @Override
        public void tell(Handler handler) {
            handler.start(this);
        }
    }

    /** The start of a node went on record: it is to begin when that is durable. */
    record Announce(int node) implements Command {
        @Override
        public void tell(Handler handler) {
            handler.announce(this);
        }
    }

    /** Come back to a node with {@link Input.Due}. */
    record Later(int node, Duration delay) implements Command {
        @Override
        public void tell(Handler handler) {
            handler.later(this);
        }
    }

    /** Cancel every attempt that is out, forget every timer. */
    record StopAll(String reason) implements Command {
        @Override
        public void tell(Handler handler) {
            handler.stopAll(reason);
        }
    }

    /** Evaluate the workflow's outputs and come back with {@link Input.Outputs}. */
    record EvaluateOutputs() implements Command {
        @Override
        public void tell(Handler handler) {
            handler.evaluateOutputs();
        }
    }

    /** Give up every attempt that is out, without grace, forget every timer. */
    record KillAll(String reason) implements Command {
        @Override
        public void tell(Handler handler) {
            handler.killAll(reason);
        }
    }

    /** Give up the attempt of a node if one is out, and its timer: nothing is to be heard of them. */
    record GiveUp(int node, String reason) implements Command {
        @Override
        public void tell(Handler handler) {
            handler.giveUp(this);
        }
    }

    /** The run has another priority. */
    record Reprioritise() implements Command {
        @Override
        public void tell(Handler handler) {
            handler.reprioritise();
        }
    }

    /** Take back every attempt that was handed out but has not begun. */
    record WithdrawQueued() implements Command {
        @Override
        public void tell(Handler handler) {
            handler.withdrawQueued();
        }
    }
}
