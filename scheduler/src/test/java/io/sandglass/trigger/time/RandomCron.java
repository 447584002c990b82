package io.sandglass.trigger.time;

import java.time.LocalDateTime;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** A random expression of five fields together with what it means, made side by side. */
record RandomCron(String text, Predicate<LocalDateTime> matches, boolean elapsing) {
    private record Field(String text, IntPredicate has) {
        boolean runsThrough() {
            return text.contains("*") || text.contains("/");
        }

        boolean open() {
            return text.startsWith("*");
        }
    }

    static RandomCron from(Random random) {
        boolean nightly = random.nextBoolean(); // many times of day in the hours in which clocks change
        Field minute = nightly ? range(random, 0, 59) : field(random, 0, 59);
        Field hour = nightly ? range(random, 0, 4) : field(random, 0, 23);
        Field day = nightly || random.nextInt(3) > 0 ? new Field("*", x -> true) : field(random, 1, 31);
        Field month = nightly || random.nextInt(5) > 0 ? new Field("*", x -> true) : field(random, 1, 12);
        Field weekday = random.nextInt(3) > 0 ? new Field("*", x -> true) : field(random, 0, 6);
        String text = String.join(" ", minute.text, hour.text, day.text, month.text, weekday.text);
        boolean both = day.open() || weekday.open();
        return new RandomCron(
                text,
                t -> {
                    boolean byDay = day.has.test(t.getDayOfMonth());
                    boolean byWeekday = weekday.has.test(t.getDayOfWeek().getValue() % 7);
                    return minute.has.test(t.getMinute())
                            && hour.has.test(t.getHour())
                            && month.has.test(t.getMonthValue())
                            && (both ? byDay && byWeekday : byDay || byWeekday);
                },
                minute.runsThrough() || hour.runsThrough());
    }

    private static Field range(Random random, int min, int max) {
        int low = min + random.nextInt((max - min) / 2 + 1);
        int high = low + random.nextInt(max - low);
        return new Field(low + "-" + high, x -> x >= low && x <= high);
    }

    private static Field field(Random random, int min, int max) {
        int a = min + random.nextInt(max - min + 1);
        int b = min + random.nextInt(max - min + 1);
        int step = 1 + random.nextInt(max - min);
        int low = Math.min(a, b);
        int high = Math.max(a, b) - (Math.min(a, b) == min && Math.max(a, b) == max ? 1 : 0);
        return switch (random.nextInt(7)) {
            case 0 -> new Field("*", x -> true);
            case 1 -> new Field("*/" + step, x -> (x - min) % step == 0);
            case 2 -> new Field(low + "-" + high + "/" + step, x -> x >= low && x <= high && (x - low) % step == 0);
            case 3 -> new Field(low + "-" + high, x -> x >= low && x <= high);
            case 4 -> new Field(a + "," + b, x -> x == a || x == b);
            default -> new Field("" + a, x -> x == a);
        };
    }
}
