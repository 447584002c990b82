package io.sandglass.fair;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.RunId;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.ConcurrencySpec.OnLimit;
import io.sandglass.spec.ConcurrencySpec.Scope;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RunGateTest {
    private final RunGate gate = new RunGate();

    @Test
    void keepsNoPlaceForAnAdmittedRunThatEndsBeforeItBegins() {
        RunTicket quick = ticket(1);
        gate.ask(quick);

        gate.leave(quick);
        gate.begin(quick, new Unconcerned());

        assertThat(gate.ask(ticket(2)).kind()).isEqualTo(Verdict.Kind.ADMITTED);
    }

    @Test
    void keepsNoPlaceForAWaitingRunThatEndsBeforeItBegins() {
        RunTicket first = ticket(1);
        gate.ask(first);
        RunTicket quick = ticket(2);
        gate.ask(quick);

        gate.leave(quick);
        gate.begin(quick, new Unconcerned());
        gate.leave(first);

        assertThat(gate.queued()).isEmpty();
        assertThat(gate.ask(ticket(3)).kind()).isEqualTo(Verdict.Kind.ADMITTED);
    }

    private static RunTicket ticket(long run) {
        ConcurrencySpec rule = new ConcurrencySpec(
                Optional.empty(), 1, OnLimit.QUEUE, OptionalInt.empty(), Optional.empty(), Scope.WORKFLOW);
        return new RunTicket(new RunId(run), "key", rule, 5, run);
    }

    private static final class Unconcerned implements RunTicket.Visitor {
        @Override
        public void admitted() {}

        @Override
        public void cancel(String reason) {}
    }
}
