package io.sandglass.app.torture;

import java.io.IOException;

/** Programs of the operating system that not every machine has, or lets everybody use. */
final class Tool {
    private Tool() {}

    /** @return whether there is one of that name and it succeeded */
    static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
