package io.sandglass.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Execution;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.Asked;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.NodeAwaits;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.SignalReceived;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordSizeTest {
    private static final int LARGE = 100_000;
    private static final String TEXT = "x".repeat(LARGE);
    private static final Payload DATA = Payload.of(Map.of("data", TEXT));
    private static final Instant AT = Instant.EPOCH;
    private static final Usage RECORDED = Usage.NONE.with(Execution.NONE.withRecording(DATA));
    private static final NodeFailure FAILURE = NodeFailure.of(FailureKind.USER, "Failed", "no");
    private static final Asked ALICE = new Asked("alice", "");

    /** Each carries a large thing once. */
    static Stream<RunEvent> large() {
        Asked verbose = new Asked("alice", TEXT);
        Expectation patient = Expectation.signal("go").until(AT, NodeResult.completed(DATA));
        NodeFailure wordy = NodeFailure.of(FailureKind.USER, "Failed", TEXT);
        return Stream.of(
                new NodeSucceeded("a", 1, DATA, Usage.NONE, AT),
                new NodeSucceeded("a", 1, Payload.EMPTY, RECORDED, AT),
                new AttemptFailed("a", 1, FAILURE, Optional.empty(), RECORDED, AT),
                new AttemptFailed("a", 1, wordy, Optional.empty(), Usage.NONE, AT),
                new NodeSuspended("a", 1, AT, DATA, AT),
                new NodeAwaits("a", 1, patient, AT),
                new NodeAwaits("a", 1, Expectation.decision(TEXT), AT),
                new NodeSkipped("a", TEXT, AT),
                new NodeCancelled("a", TEXT, AT),
                new ValueWritten("a", 1, "key", Optional.of(DATA), AT),
                new NodeForced("a", NodeStatus.SUCCEEDED, DATA, ALICE, AT),
                new SignalReceived(Optional.empty(), "go", DATA, ALICE, AT),
                new SignalReceived(Optional.empty(), TEXT, Payload.EMPTY, ALICE, AT),
                new CancelRequested(verbose, false, AT),
                new RunReopened(Collections.nCopies(LARGE / 40, "a"), ALICE, AT),
                new RunEnded(RunStatus.SUCCEEDED, DATA, Optional.empty(), AT),
                new RunEnded(RunStatus.FAILED, Payload.EMPTY, Optional.of(TEXT), AT));
    }

    @ParameterizedTest
    @MethodSource("large")
    void countsWhateverMayBeLarge(RunEvent event) {
        assertThat(size(event)).isBetween((long) LARGE, LARGE + 50_000L);
    }

    @Test
    void countsLittleForWhatCarriesNothing() {
        assertThat(size(new NodeSkipped("a", "", AT))).isLessThan(500);
    }

    @Test
    void countsTwoBytesForEachCharacterOfATextThatIsNotLatin() {
        long latin = size(new NodeSkipped("a", TEXT, AT));

        assertThat(size(new NodeSkipped("a", "é".repeat(LARGE), AT))).isEqualTo(latin);
        assertThat(size(new NodeSkipped("a", TEXT.substring(1) + "€", AT))).isEqualTo(latin + LARGE);
    }

    @Test
    void countsWhatListsHold() {
        Payload list = Payload.of(Map.of("all", List.of(TEXT, TEXT)));

        assertThat(size(new NodeSucceeded("a", 1, list, Usage.NONE, AT))).isGreaterThan(2 * LARGE);
    }

    private static long size(RunEvent event) {
        return RecordSize.of(new RunRecord(new RunId(1), 1, event));
    }
}
