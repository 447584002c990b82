package io.sandglass.benchmarks.large;

import java.util.concurrent.TimeUnit;

/** Another program that keeps some processors busy until it is killed, or its parent is gone. */
public final class Busy {
    private Busy() {}

    /** @param args how many threads */
    public static void main(String[] args) throws InterruptedException {
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            Thread spinning = new Thread(Busy::spin, "spinning-" + i);
            spinning.setDaemon(true);
            spinning.start();
        }
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        while (parent.isAlive()) {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static void spin() {
        long count = 0;
        while (!Thread.currentThread().isInterrupted()) {
            count++;
            if (count % 1_000 == 0) {
                Thread.onSpinWait();
            }
        }
    }
}
