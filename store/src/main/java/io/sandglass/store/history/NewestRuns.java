package io.sandglass.store.history;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest runs of some kind, asked for so that the database reads few more than those, however many there are.
 *
 * <p>H2 reads and sorts all runs that are left by the conditions on a view before it takes the first of them. So one condition
 * more is found first: a number that enough runs have or exceed, and not many more. It is found by counting, and each count
 * ends as soon as it is known to be too high. Ids grow with the time of the start, so the search begins a little back in time.
 *
 * @param columns of {@code report.runs}
 * @param conditions all of which hold for the runs
 * @param parameters for the question marks in the conditions
 * @param most how many to find, at least 1
 */
public record NewestRuns(String columns, List<String> conditions, List<Object> parameters, int most) {
    /** How far back; at first for runs that began while the clock was ahead. */
    private static final List<Duration> LOOKS = List.of(
            Duration.ofMinutes(-1),
            Duration.ofMinutes(10),
            Duration.ofHours(6),
            Duration.ofDays(7),
            Duration.ofDays(180));

    /** Nothing is older. */
    private static final long LOWEST = 1;

    /** So many rows are sorted in no time; the closer it is to what is asked for, the longer the search. */
    private static final int FEW = 200;

    public NewestRuns {
        requireNonNull(columns, "columns");
        conditions = List.copyOf(conditions);
        parameters = List.copyOf(parameters);
    }

    /**
     * A statement to be run with the reader's rights.
     *
     * @param parameters for the question marks
     */
    public record Question(String sql, List<Object> parameters) {}

    /** Asks the history. */
    @FunctionalInterface
    public interface Counting {
        /** The number in the one row of the answer. */
        long count(Question question);
    }

    /**
     * What to ask for the runs, the newest first.
     *
     * @param now about when the newest run may have begun; another time is only slower
     */
    public Question question(Counting history, Instant now) {
        List<Object> values = new ArrayList<>(parameters);
        values.add(lowest(history, now));
        values.add(most);
        return new Question(
                "select " + columns + " from report.runs" + where() + " order by run_number desc limit ?", values);
    }

    private long lowest(Counting history, Instant now) {
        long tooHigh = Long.MAX_VALUE;
        for (Duration back : LOOKS) {
            long bound = RunId.firstAt(now.minus(back)).value();
            long found = count(history, bound);
            if (found >= most) {
                return higher(history, bound, found, tooHigh);
            }
            tooHigh = bound;
        }
        long all = count(history, LOWEST);
        return all == 0 ? tooHigh : higher(history, LOWEST, all, tooHigh);
    }

    /** A bound that takes in fewer runs than the first one, if that takes in many. */
    private long higher(Counting history, long first, long firstFound, long tooHigh) {
        long low = first;
        long found = firstFound;
        long high = tooHigh;
        while (found > many() && high - low > 1) {
            long middle = low + (high - low) / 2;
            long there = count(history, middle);
            if (there >= most) {
                low = middle;
                found = there;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long count(Counting history, long bound) {
        List<Object> values = new ArrayList<>(parameters);
        values.add(bound);
        values.add(many() + 1);
        return history.count(
                new Question("select count(*) from (select 1 from report.runs" + where() + " limit ?)", values));
    }

    private long many() {
        return Math.max(FEW, 4L * most);
    }

    private String where() {
        List<String> all = new ArrayList<>(conditions);
        all.add("run_number >= ?");
        return " where " + String.join(" and ", all);
    }
}
