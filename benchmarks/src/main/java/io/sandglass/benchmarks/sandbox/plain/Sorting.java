package io.sandglass.benchmarks.sandbox.plain;

/** Quicksort. */
public final class Sorting {
    private Sorting() {}

    /** Sorts n numbers that a generator makes, and adds them up, each times its place. */
    public static long sort(long n) {
        int[] numbers = new int[(int) n];
        int x = 42;
        for (int i = 0; i < numbers.length; i++) {
            x = x * 1664525 + 1013904223;
            numbers[i] = x >>> 8;
        }
        sort(numbers, 0, numbers.length - 1);
        long sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            sum += (long) i * numbers[i];
        }
        return sum;
    }

    private static void sort(int[] numbers, int from, int to) {
        if (from >= to) {
            return;
        }
        int pivot = numbers[from + to >>> 1];
        int i = from;
        int j = to;
        do {
            while (numbers[i] < pivot) {
                i++;
            }
            while (numbers[j] > pivot) {
                j--;
            }
            if (i <= j) {
                int swapped = numbers[i];
                numbers[i++] = numbers[j];
                numbers[j--] = swapped;
            }
        } while (i <= j);
        sort(numbers, from, j);
        sort(numbers, i, to);
    }
}
