package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.sandbox.quarantine.Quarantine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LazySandboxTest {
    @TempDir
    Path cache;

    /** A warm-up that comes too late would make one that nobody closes. */
    @Test
    void makesNoSandboxOnceItIsClosed() {
        LazySandbox lazy = new LazySandbox(cache, Sandboxing.DEFAULT, Quarantine.inMemory());

        lazy.close();

        assertThatThrownBy(lazy::get).isInstanceOf(IllegalStateException.class).hasMessage("the sandbox is closed");
        assertThat(lazy.runningStrays()).isZero();
    }

    @Test
    void closesTheSandboxItMade() {
        LazySandbox lazy = new LazySandbox(cache, Sandboxing.DEFAULT, Quarantine.inMemory());
        var sandbox = lazy.get();

        lazy.close();

        assertThatThrownBy(sandbox::warmUp).isInstanceOf(IllegalStateException.class);
    }
}
