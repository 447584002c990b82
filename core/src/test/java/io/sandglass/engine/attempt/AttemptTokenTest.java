package io.sandglass.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptTokenTest {
    private final AttemptToken token = new AttemptToken();
    private final List<String> done = new ArrayList<>();

    @Test
    void anActionThatFailsWithAnErrorHoldsUpNoOther() {
        token.onCancel(() -> {
            throw new NoClassDefFoundError("com/example/Reloaded");
        });
        token.onCancel(() -> done.add("child process killed"));

        token.cancel();
        token.runActions();

        assertThat(done).containsExactly("child process killed");
    }

    @Test
    void anActionThatComesTooLateAndFailsHarmsNobody() {
        token.cancel();

        token.onCancel(() -> {
            throw new NoClassDefFoundError("com/example/Reloaded");
        });

        assertThat(token.isCancelled()).isTrue();
    }
}
