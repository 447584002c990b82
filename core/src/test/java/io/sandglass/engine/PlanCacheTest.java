package io.sandglass.engine;

import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.TestCompiler;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoredSpec;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlanCacheTest {
    private static final int MIB = 1 << 20;

    private final TestCompiler compiler = new TestCompiler();
    private long generation = 1;
    private final PlanCache cache = new PlanCache(compiler, () -> generation, 3);

    @Test
    void compilesWhatWasAskedForLastOnce() {
        StoredSpec first = spec(1, 10);

        cache.plan(first);
        cache.plan(first);

        assertThat(compiler.compiled()).isEqualTo(1);
    }

    @Test
    void forgetsWhatWasNotAskedForTheLongestOfTooMany() {
        StoredSpec first = spec(1, 10);
        StoredSpec second = spec(2, 10);
        cache.plan(first);
        cache.plan(second);
        cache.plan(spec(3, 10));
        cache.plan(first);

        cache.plan(spec(4, 10));

        assertThat(compilesAgain(first)).isFalse();
        assertThat(compilesAgain(second)).isTrue();
    }

    @Test
    void forgetsTheOldestOfLongDocumentsEarlier() {
        StoredSpec first = spec(1, 5 * MIB);
        StoredSpec second = spec(2, 5 * MIB);
        cache.plan(first);

        cache.plan(second);

        assertThat(compilesAgain(second)).isFalse();
        assertThat(compilesAgain(first)).isTrue();
    }

    @Test
    void keepsTwoOfTheLongestThatMayBeDeployed() {
        StoredSpec first = spec(1, 4 * MIB);
        StoredSpec second = spec(2, 4 * MIB);
        cache.plan(first);

        cache.plan(second);

        assertThat(compilesAgain(first)).isFalse();
        assertThat(compilesAgain(second)).isFalse();
    }

    @Test
    void keepsOneHoweverLong() {
        StoredSpec huge = spec(1, 9 * MIB);
        cache.plan(huge);

        assertThat(compilesAgain(huge)).isFalse();
    }

    @Test
    void forgetsAllWhenNodeTypesComeOrGo() {
        StoredSpec first = spec(1, 10);
        StoredSpec second = spec(2, 10);
        cache.plan(first);
        cache.plan(second);

        generation++;

        assertThat(compilesAgain(second)).isTrue();
        assertThat(compilesAgain(first)).isTrue();
        assertThat(compilesAgain(second)).isFalse();
    }

    private boolean compilesAgain(StoredSpec spec) {
        int before = compiler.compiled();
        cache.plan(spec);
        return compiler.compiled() > before;
    }

    private StoredSpec spec(int revision, int length) {
        String body = revision + " ".repeat(length - 1);
        compiler.put(body, workflow("w").node("a", echo()).plan());
        return new StoredSpec(new WorkflowKey("default", "w"), revision, body, "", "test", Instant.EPOCH);
    }
}
