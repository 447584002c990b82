package io.sandglass.benchmarks.sandbox.plain;

/** An interpreter of a small register machine. */
public final class Interpreter {
    private static final byte[] STEPS = {
        1, 0, 1, 0, 1, 3, 0, 0, 1, 5, 1, 0, 1, 7, 3, 0, 6, 4, 0, 1, 8, 4, 19, 0, 2, 2, 0, 0, 6, 4, 5, 2, 8, 4, 17, 0,
        3, 3, 3, 5, 5, 4, 2, 5, 8, 4, 15, 0, 4, 2, 2, 7, 3, 2, 2, 5, 9, 7, 0, 0, 7, 2, 2, 5, 9, 7, 0, 0, 3, 0, 0, 5,
        9, 4, 0, 0, 0, 0, 0, 0
    };

    private Interpreter() {}

    /** Steps of the Collatz sequences below n. */
    public static long steps(long n) {
        int[] registers = new int[256];
        registers[1] = (int) n;
        interpret(STEPS, registers);
        return Integer.toUnsignedLong(registers[3]);
    }

    private static void interpret(byte[] code, int[] registers) {
        int pc = 0;
        while (true) {
            int at = pc;
            pc += 4;
            int a = code[at + 1] & 0xFF;
            int b = code[at + 2] & 0xFF;
            int c = code[at + 3] & 0xFF;
            switch (code[at]) {
                case 0 -> {
                    return;
                }
                case 1 -> registers[a] = b;
                case 2 -> registers[a] = registers[b];
                case 3 -> registers[a] = registers[b] + registers[c];
                case 4 -> registers[a] = registers[b] * registers[c];
                case 5 -> registers[a] = registers[b] & registers[c];
                case 6 -> registers[a] = Integer.compareUnsigned(registers[b], registers[c]) < 0 ? 1 : 0;
                case 7 -> registers[a] = registers[b] >>> registers[c];
                case 8 -> pc = registers[a] == 0 ? b << 2 : pc;
                default -> pc = a << 2;
            }
        }
    }
}
