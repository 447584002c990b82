package io.sandglass.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PluginWatchTest {
    @Test
    void goesOnAfterAScanThatBroke() throws Exception {
        CountDownLatch scans = new CountDownLatch(2);
        try (PluginWatch watch = new PluginWatch(List.of(), () -> {
            scans.countDown();
            throw new IllegalStateException("one bad file");
        })) {
            watch.start();

            assertThat(scans.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
