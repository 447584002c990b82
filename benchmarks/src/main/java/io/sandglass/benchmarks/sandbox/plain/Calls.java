package io.sandglass.benchmarks.sandbox.plain;

/** Nothing but calls. */
public final class Calls {
    private Calls() {}

    /** The n-th Fibonacci number, the slow way. */
    public static long fib(long n) {
        return fib((int) n);
    }

    private static int fib(int n) {
        return n < 2 ? n : fib(n - 1) + fib(n - 2);
    }
}
