package io.sandglass.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunStatus;
import io.sandglass.store.fixture.Samples;
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
    static List<RunEvent> everyKind() {
        return Samples.everyKind();
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void readsWhatItWrote(RunEvent event) {
        assertThat(roundTrip(event)).isEqualTo(event);
    }

    /** As later tables of Unicode have more characters. */
    @Test
    void readsAKeyThatWouldBeRefusedHere() {
        RunEvent event = Samples.started("a\u0378");

        assertThatThrownBy(() -> IdempotencyKey.check("a\u0378")).hasMessageEndingWith("but this has U+0378");
        assertThat(roundTrip(event)).isEqualTo(event);
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
    void hasAKindForEveryEventAndASampleOfIt() {
        List<String> events = events(RunEvent.class).map(Class::getName).toList();

        assertThat(EventCodec.KINDS).extracting(kind -> kind.type().getName()).containsAll(events);
        assertThat(EventCodec.KINDS).extracting(EventKind::tag).doesNotHaveDuplicates();
        assertThat(Samples.everyKind())
                .extracting(event -> event.getClass().getName())
                .containsAll(events);
    }

    @Test
    void takesLittleMoreThanTheFields() {
        ByteSink out = new ByteSink();

        EventCodec.write(out, new RunEvent.AttemptStarted("load", 1, Samples.T0));

        assertThat(out.size()).isLessThan(16);
    }

    @Test
    void keepsTimesThatAreNotOnTheMillisecond() {
        for (Instant at : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH.plusNanos(1), Instant.EPOCH.minusMillis(1))) {
            RunEvent event = new RunEvent.AttemptStarted("load", 1, at);

            assertThat(roundTrip(event)).isEqualTo(event);
        }
    }

    @Test
    void takesFourMillionLongNumbersWithoutTree() {
        Payload payload = Payload.of(Collections.nCopies(4_000_000, 1L));
        ByteSink out = new ByteSink();

        EventCodec.write(out, Samples.succeeded("n", 1, payload));

        assertThat(out.size()).isLessThan(2 * 4_000_000 + 100);
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
    void readsEndsOfRunsThatNobodyMeasured() {
        byte[] ended = {3, 6, 'F', 'A', 'I', 'L', 'E', 'D', 0, 1, 1, 'e', 0};

        assertThat(EventCodec.read(new ByteSource(ended)))
                .isEqualTo(new RunEvent.RunEnded(RunStatus.FAILED, Payload.NULL, Optional.of("e"), Instant.EPOCH));
    }

    @Test
    void readsEndsOfAttemptsThatTellNothingOfTheirExecution() {
        byte[] succeeded = {11, 1, 'n', 1, 0, 2, 4, 6, 8, 10, 0};
        byte[] failed = {12, 1, 'n', 1, 4, 'U', 'S', 'E', 'R', 1, 'X', 1, 'm', 0, 0, 2, 4, 6, 8, 10, 0};
        Usage usage = new Usage(1, 2, 3, 4, 5);

        assertThat(EventCodec.read(new ByteSource(succeeded)))
                .isEqualTo(new RunEvent.NodeSucceeded("n", 1, Payload.NULL, usage, Instant.EPOCH));
        assertThat(EventCodec.read(new ByteSource(failed)))
                .isEqualTo(new RunEvent.AttemptFailed(
                        "n", 1, NodeFailure.of(FailureKind.USER, "X", "m"), Optional.empty(), usage, Instant.EPOCH));
    }

    @Test
    void namesAKindThatOnlyANewerProgramKnows() {
        assertThatThrownBy(() -> EventCodec.read(new ByteSource(new byte[] {99})))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("kind 99")
                .hasMessageContaining("newer program");
    }

    @Test
    void refusesBytesThatEndTooEarlyWhereverThatIs() {
        for (RunEvent event : Samples.everyKind()) {
            byte[] bytes = bytes(event);
            for (int length = 0; length < bytes.length; length++) {
                ByteSource cut = new ByteSource(bytes, 0, length);
                assertThatThrownBy(() -> EventCodec.read(cut)).isInstanceOf(Unreadable.class);
            }
        }
    }

    private static Stream<Class<?>> events(Class<?> type) {
        return type.isInterface()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(EventCodecTest::events)
                : Stream.of(type);
    }

    private static byte[] bytes(RunEvent event) {
        ByteSink out = new ByteSink();
        EventCodec.write(out, event);
        return out.toBytes();
    }

    private static RunEvent roundTrip(RunEvent event) {
        ByteSource in = new ByteSource(bytes(event));
        RunEvent read = EventCodec.read(in);
        assertThat(in.atEnd()).isTrue();
        return read;
    }

    private static Payload roundTrip(Payload payload) {
        return ((RunEvent.NodeSucceeded) roundTrip(Samples.succeeded("n", 1, payload))).output();
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
