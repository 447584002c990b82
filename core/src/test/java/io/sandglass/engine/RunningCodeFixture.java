package io.sandglass.engine;

import static io.sandglass.engine.TestNode.running;

import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;

/** The engine on real threads, and code that runs until it is let go. */
abstract class RunningCodeFixture {
    final LiveEngine engine = new LiveEngine();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        engine.close();
    }

    /** Waits for ever, and ends when it is interrupted. */
    TestNode polite() {
        return running(context -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return NodeResult.completed(Payload.EMPTY);
        });
    }

    void spin() {
        begun.countDown();
        while (release.getCount() > 0) {
            Thread.onSpinWait();
        }
    }
}
