package io.sandglass.history;

import io.sandglass.history.Index.RunView;
import io.sandglass.history.Observed.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Among the runs of a group that wait for their turn the most urgent is admitted first, give or take
 * {@link Turn#MOMENT}, also if the process crashes meanwhile.
 */
final class RunsGoInTurn implements Rule {
    @Override
    public String name() {
        return "m the most urgent run is admitted first";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        Map<String, List<RunView>> groups = index.runs().stream()
                .filter(run -> index.workflow(run) != null
                        && index.workflow(run).manners().most() > 0)
                .collect(Collectors.groupingBy(run -> index.group(run.id())));
        for (List<RunView> group : groups.values()) {
            for (RunView run : group) {
                run.stored(Row.Kind.ADMITTED).forEach(admitted -> check(index, group, admitted, violation));
            }
        }
    }

    private static void check(Index index, List<RunView> group, Observed admitted, Consumer<String> violation) {
        RunView run = index.run(admitted.run());
        Observed since =
                queued(run, admitted).orElse(run.stored(Row.Kind.RUN_STARTED).get(0));
        for (RunView other : group) {
            queued(other, admitted)
                    .filter(queued -> overtaken(index, admitted, since, queued))
                    .ifPresent(queued ->
                            violation.accept(admitted + ", which waited since " + since + ", before " + queued));
        }
    }

    private static boolean overtaken(Index index, Observed admitted, Observed since, Observed queued) {
        RunView other = index.run(queued.run());
        Observed first = queued.order() < since.order() ? queued : since;
        long millis = admitted.millis();
        boolean waits = queued.millis() + Turn.MOMENT < millis
                && other.isAcknowledged()
                && gone(other, queued)
                        .filter(gone -> gone.millis() > millis + Turn.MOMENT)
                        .isPresent()
                && index.undisturbed(first, admitted)
                && !other.steered(queued, admitted);
        Urgency own = new Urgency(index.run(admitted.run()), index.workflow(admitted.run()));
        return waits
                && new Urgency(other, index.workflow(other)).least(queued.millis(), millis) + Turn.MOMENT
                        < own.most(since.millis(), millis);
    }

    /** When it last began to wait before that. */
    private static Optional<Observed> queued(RunView run, Observed before) {
        return run.stored(Row.Kind.QUEUED).stream()
                .filter(queued -> queued.order() < before.order())
                .reduce((earlier, later) -> later);
    }

    /** When it no longer waited. */
    private static Optional<Observed> gone(RunView run, Observed queued) {
        return run.seen().stream()
                .filter(seen -> seen.kind() == Kind.STORED && seen.order() > queued.order())
                .filter(seen -> seen.row() == Row.Kind.ADMITTED || seen.row().endsRun())
                .findFirst();
    }
}
