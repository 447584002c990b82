package io.sandglass.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Promise 13: what was given out is found in what an attempt leaves behind. */
@Timeout(60)
class AttemptSecretsTest {
    private static final int ROUNDS = 5_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void takesOutBothOfTwoThatAreAskedForAtOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            AttemptSecrets secrets =
                    new AttemptSecrets(Set.of("a", "b"), name -> Optional.of("the-value-of-" + name + "!"));
            CyclicBarrier both = new CyclicBarrier(2);

            List<CompletableFuture<String>> asked = List.of(asking(secrets, "a", both), asking(secrets, "b", both));

            for (CompletableFuture<String> given : asked) {
                String value = given.get(10, TimeUnit.SECONDS);
                assertThat(secrets.redact("it is " + value)).isEqualTo("it is [secret]");
            }
        }
    }

    @Test
    void doesNotLookForWhatWasNotGranted() {
        AttemptSecrets secrets = new AttemptSecrets(Set.of("a"), name -> Optional.of("the-value-of-" + name));

        assertThat(secrets.value("b")).isEmpty();
        assertThat(secrets.redact("the-value-of-b")).isEqualTo("the-value-of-b");
    }

    private CompletableFuture<String> asking(AttemptSecrets secrets, String name, CyclicBarrier both) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        both.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return secrets.value(name).orElseThrow();
                },
                threads);
    }
}
