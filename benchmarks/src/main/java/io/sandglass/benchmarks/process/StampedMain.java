package io.sandglass.benchmarks.process;

import io.sandglass.app.cli.Main;

/** Says that the program's first line has been reached, and goes on with it. */
public final class StampedMain {
    /** What it says. */
    static final String WORD = "main";

    private StampedMain() {}

    public static void main(String[] args) {
        System.out.println(WORD);
        Main.main(args);
    }
}
