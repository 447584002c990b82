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

    @Test
    void anOlderRunThatComesToWaitLaterGoesForANewerOne() {
        gate.ask(ticket(1, OnLimit.CANCEL_RUNNING));
        gate.begin(ticket(3, OnLimit.CANCEL_RUNNING), new Unconcerned());

        gate.begin(ticket(2, OnLimit.CANCEL_RUNNING), new Unconcerned());

        assertThat(gate.queued()).containsExactly(new RunId(3));
    }

    private static RunTicket ticket(long run) {
        return ticket(run, OnLimit.QUEUE);
    }

    private static RunTicket ticket(long run, OnLimit onLimit) {
        ConcurrencySpec rule = new ConcurrencySpec(
                Optional.empty(), 1, onLimit, OptionalInt.empty(), Optional.empty(), Scope.WORKFLOW);
        return new RunTicket(new RunId(run), "key", rule, 5, run);
    }

    private static final class Unconcerned implements RunTicket.Visitor {
        @Override
        public void admitted() {}

        @Override
        public void cancel(String reason) {}
    }
}
