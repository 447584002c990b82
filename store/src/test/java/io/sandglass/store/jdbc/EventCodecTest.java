package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunStatus;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
    static Stream<RunEvent> everyKind() {
        return Stream.of(
                Samples.started(Cause.manual()),
                Samples.started(Samples.slotCause(Samples.T0)),
                Samples.attemptStarted("load", 2),
                Samples.succeeded("load", 2, Payload.NULL),
                Samples.succeeded("load", 2, Payload.of(List.of())),
                Samples.failed("load", 1, Optional.empty()),
                Samples.failed("load", 1, Optional.of(Samples.T0)),
                new RunEvent.NodeSuspended(
                        "load", 1, Instant.parse("2027-01-01T00:00:00.000000001Z"), Payload.EMPTY, Samples.T0),
                new RunEvent.NodeSkipped("load", "'when' is false", Samples.T0),
                new RunEvent.NodeCancelled("load", "the run is being cancelled\u0000\n", Samples.T0),
                new RunEvent.CancelRequested("by alice", Samples.T0),
                Samples.ended(RunStatus.SUCCEEDED, Optional.empty()),
                Samples.ended(RunStatus.FAILED, Optional.of("node 'load' failed")));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void readsWhatItWrote(RunEvent event) {
        EventRow row = EventWriter.write(event);

        assertThat(EventReader.read(row.type(), row.data())).isEqualTo(event);
    }

    @Test
    void keepsEveryTypeOfNumber() {
        Payload payload = Payload.of(Arrays.asList(
                1,
                -1,
                Integer.MIN_VALUE,
                1L,
                Long.MAX_VALUE,
                3_000_000_000L,
                1.0,
                -0.0,
                0.1,
                1e300,
                Double.MIN_VALUE,
                BigInteger.ONE,
                BigInteger.TEN.pow(5_000),
                new BigDecimal("1.50"),
                new BigDecimal("1E+400"),
                null));

        assertThat(roundTrip(payload)).isEqualTo(payload);
    }

    @Test
    void keepsKeysThatLookLikeItsOwn() {
        Payload payload = Payload.of(Map.of(
                "a",
                Map.of("$long", "1"),
                "b",
                Map.of("$$long", 1),
                "$decimal",
                Map.of("$", 2),
                "",
                Map.of("$integer", 1, "x", 2)));

        assertThat(roundTrip(payload)).isEqualTo(payload);
    }

    @Test
    void keepsRandomPayloads() {
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int i = 0; i < 2_000; i++) {
            Payload payload = Payload.of(value(random, 4));
            assertThat(roundTrip(payload)).as("seed %d, payload %d", seed, i).isEqualTo(payload);
        }
    }

    @Test
    void growsAtMostSevenfoldOverPlainJson() {
        int count = 10_000;
        Payload worst = Payload.of(Collections.nCopies(count, 1L));

        int length = EventWriter.write(Samples.succeeded("n", 1, worst)).data().length();

        assertThat(length).isLessThan(7 * "1,".length() * count + 1_000);
        assertThat(7L * 8 * 1024 * 1024).isLessThan(JdbcRunStore.LONGEST_EVENT);
    }

    @Test
    void keepsTheDeepestNesting() {
        Object value = "core";
        for (int i = 0; i < Payload.MAX_DEPTH; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("k", value);
        }
        Payload payload = Payload.of(value);

        assertThat(roundTrip(payload)).isEqualTo(payload);
    }

    @Test
    void passesOverFieldsItDoesNotKnow() {
        String data = "{\"node\":\"a\",\"attempt\":1,\"at\":\"2026-03-01T02:30:00Z\",\"mood\":{\"x\":[1]}}";

        RunEvent event = EventReader.read("attempt-started", data);

        assertThat(event).isEqualTo(new RunEvent.AttemptStarted("a", 1, Instant.parse("2026-03-01T02:30:00Z")));
    }

    @Test
    void namesATypeThatOnlyANewerProgramKnows() {
        assertThatThrownBy(() -> EventReader.read("run-started.2", "{}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("run-started.2")
                .hasMessageContaining("newer program");
    }

    private static Payload roundTrip(Payload payload) {
        EventRow row = EventWriter.write(Samples.succeeded("n", 1, payload));
        return ((RunEvent.NodeSucceeded) EventReader.read(row.type(), row.data())).output();
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 7 : 9)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            case 3 -> new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(60) - 30);
            case 4 -> new BigInteger(random.nextInt(200), random);
            case 5 -> random.nextBoolean();
            case 6 -> text(random);
            case 7 ->
                random.ints(random.nextInt(4))
                        .mapToObj(i -> value(random, depth - 1))
                        .toList();
            default -> map(random, depth);
        };
    }

    private static Map<String, Object> map(Random random, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            map.put((random.nextBoolean() ? "$" : "") + text(random), value(random, depth - 1));
        }
        return map;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(12), 0, 0x10000).forEach(c -> text.append((char) c));
        return text.toString();
    }
}
