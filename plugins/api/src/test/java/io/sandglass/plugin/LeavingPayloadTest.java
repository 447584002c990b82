package io.sandglass.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads that leave memory when it gets short. */
class LeavingPayloadTest {
    private static final Map<String, Object> LARGE = Map.of("text", "x".repeat(100_000));

    @Test
    void isReadAgainWhenMemoryWasShort() {
        AtomicInteger reads = new AtomicInteger();
        Payload payload = Payload.of(LARGE);
        payload.mayLeave(() -> {
            reads.incrementAndGet();
            return Payload.of(LARGE);
        });
        assertThat(payload.value()).isEqualTo(LARGE);
        assertThat(reads).hasValue(0);

        shortenMemory();

        assertThat(payload.value()).isEqualTo(LARGE);
        assertThat(payload.field("text")).isEqualTo(Payload.of(LARGE.get("text")));
        assertThat(reads).hasPositiveValue();
    }

    @Test
    void saysWhyItCannotBeReadAgain() {
        Payload payload = Payload.of(LARGE);
        payload.mayLeave(() -> {
            throw new IllegalStateException("the file is gone");
        });

        shortenMemory();

        assertThatThrownBy(payload::value).hasMessage("the file is gone");
        assertThatThrownBy(() -> payload.field("text")).hasMessage("the file is gone");
    }

    @Test
    void holdsLittleOnceItMayLeave() {
        Payload payload = Payload.of(LARGE);
        long before = payload.memory();

        payload.mayLeave(() -> Payload.of(LARGE));

        assertThat(before).isBetween(100_000L, 101_000L);
        assertThat(payload.memory()).isLessThan(100);
    }

    @Test
    void whoeverGaveAResultKeepsItsPayload() {
        Payload constant = Payload.of(LARGE);
        NodeResult.Completed result = (NodeResult.Completed) NodeResult.completed(constant);

        result.output().mayLeave(() -> {
            throw new IllegalStateException("the file went with its run");
        });
        shortenMemory();

        assertThat(constant.value()).isEqualTo(LARGE);
        assertThat(constant.memory()).isGreaterThan(100_000);
    }

    @Test
    void aResultOfWhatHasLeftIsMadeWithoutReadingIt() {
        AtomicInteger reads = new AtomicInteger();
        Payload payload = Payload.of(LARGE);
        payload.mayLeave(() -> {
            if (reads.incrementAndGet() == 1) {
                throw new IllegalStateException("the share is gone");
            }
            return Payload.of(LARGE);
        });
        shortenMemory();

        var completed = (NodeResult.Completed) NodeResult.completed(payload);
        var suspended = new NodeResult.Suspended(Instant.EPOCH, payload);

        assertThat(reads).hasValue(0);
        assertThatThrownBy(completed.output()::value).hasMessage("the share is gone");
        assertThat(completed.output().value()).isEqualTo(LARGE);
        assertThat(suspended.output().value()).isEqualTo(LARGE);
    }

    @Test
    void aResultHoldsOnToWhatHasNotLeftYet() {
        Payload payload = Payload.of(LARGE);
        payload.mayLeave(() -> {
            throw new IllegalStateException("the file went with its run");
        });
        NodeResult.Completed result = (NodeResult.Completed) NodeResult.completed(payload);

        shortenMemory();

        assertThat(result.output().value()).isEqualTo(LARGE);
    }

    @Test
    void keepsTheFirstSource() {
        Payload payload = Payload.of(LARGE);

        payload.mayLeave(() -> Payload.of(LARGE));
        payload.mayLeave(() -> {
            throw new IllegalStateException("the second");
        });
        shortenMemory();

        assertThat(payload.value()).isEqualTo(LARGE);
    }

    @Test
    void holdsOnToWhatIsSmall() {
        Payload small = Payload.of(Map.of("a", 1));
        long before = small.memory();

        small.mayLeave(() -> {
            throw new AssertionError("nobody may ask");
        });
        shortenMemory();

        assertThat(small.value()).isEqualTo(Map.of("a", 1));
        assertThat(small.memory()).isEqualTo(before);
    }

    /** Of each kind that becomes large in a way of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"text", "values", "number", "part", "parts"})
    void takesLargePartsForLargeAsWell(String kind) {
        Payload text = Payload.of("x".repeat(100_000));
        Payload payload = switch (kind) {
            case "text" -> text;
            case "values" -> Payload.of(IntStream.range(0, 5_000).boxed().toList());
            case "number" -> Payload.of(java.math.BigInteger.ONE.shiftLeft(100_000));
            case "part" -> Payload.of(LARGE).field("text");
            default -> Payload.of(Map.of("one", text, "other", List.of(1)));
        };
        Payload same = Payload.of(payload.value());

        payload.mayLeave(() -> same);

        assertThat(payload.memory()).isLessThan(100);
    }

    /** Before memory runs out, everything leaves that may. */
    private static void shortenMemory() {
        assertThatThrownBy(() -> List.of(new long[Integer.MAX_VALUE - 8], new long[Integer.MAX_VALUE - 8]))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
