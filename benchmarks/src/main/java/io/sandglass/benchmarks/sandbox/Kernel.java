package io.sandglass.benchmarks.sandbox;

import io.sandglass.benchmarks.sandbox.plain.Bodies;
import io.sandglass.benchmarks.sandbox.plain.Calls;
import io.sandglass.benchmarks.sandbox.plain.Hashing;
import io.sandglass.benchmarks.sandbox.plain.Interpreter;
import io.sandglass.benchmarks.sandbox.plain.JsonReader;
import io.sandglass.benchmarks.sandbox.plain.Sorting;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Something to compute, as a module and in Java.
 *
 * @param name also of the module's text
 * @param size what it takes at full scale
 * @param plain the same in Java: takes the size, gives the same result
 */
record Kernel(String name, int size, LongUnaryOperator plain) {
    static List<Kernel> all() {
        byte[] document = Resources.document();
        return List.of(
                new Kernel("sha256", 40_000, Hashing::hash),
                new Kernel("nbody", 60_000, Bodies::move),
                new Kernel("qsort", 200_000, Sorting::sort),
                new Kernel("json", 2_000, n -> JsonReader.read(document, n)),
                new Kernel("vm", 4_000, Interpreter::steps),
                new Kernel("fib", 30, Calls::fib));
    }

    byte[] wasm() {
        return Resources.wasm(name + ".wat");
    }

    /** Fibonacci numbers grow by themselves. */
    int scaled(double scale) {
        return name.equals("fib") && scale < 1 ? 10 : (int) Math.max(2, Math.round(size * scale));
    }
}
