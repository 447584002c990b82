package io.sandglass.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    @Test
    void keepsJsonValuesAndTheirOrder() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", Arrays.asList(1, 2L, 1.5, null, true));
        map.put("a", new BigDecimal("1.10"));
        map.put("m", new BigInteger("99999999999999999999"));

        Payload payload = Payload.of(map);

        assertThat(payload.value()).isEqualTo(map);
        assertThat(payload.object().keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void isACopyThatNobodyCanChange() {
        List<Object> list = new ArrayList<>(List.of("a"));
        Payload payload = Payload.of(Map.of("list", list));

        list.add("b");

        assertThat(payload.object()).containsEntry("list", List.of("a"));
        assertThatThrownBy(() -> payload.object().put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) payload.object().get("list")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void narrowsTheOddNumberTypes() {
        assertThat(Payload.of((short) 1).value()).isEqualTo(1);
        assertThat(Payload.of((byte) 1).value()).isEqualTo(1);
        assertThat(Payload.of(1.5f).value()).isEqualTo(1.5);
    }

    @Test
    void keepsNoForeignClassAlive() {
        Number foreign = new BigInteger("42") {
            private static final long serialVersionUID = 1;
        };
        Number alsoForeign = new BigDecimal("4.20") {
            private static final long serialVersionUID = 1;
        };

        assertThat(Payload.of(foreign).value())
                .isExactlyInstanceOf(BigInteger.class)
                .isEqualTo(new BigInteger("42"));
        assertThat(Payload.of(alsoForeign).value())
                .isExactlyInstanceOf(BigDecimal.class)
                .isEqualTo(new BigDecimal("4.20"));
    }

    @Test
    void unwrapsPayloadsInside() {
        assertThat(Payload.of(List.of(Payload.of(1), Payload.NULL))).isEqualTo(Payload.of(Arrays.asList(1, null)));
        assertThat(Payload.of(Payload.EMPTY)).isSameAs(Payload.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatJsonCannotSay(double number) {
        assertThatThrownBy(() -> Payload.of(Map.of("a", List.of(number))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$.a[0]");
    }

    @Test
    void refusesOtherTypesAndNamesTheirPlace() {
        assertThatThrownBy(() -> Payload.of(Map.of("a", new Object()))).hasMessageContaining("$.a: java.lang.Object");
        assertThatThrownBy(() -> Payload.of(Map.of(1, "a"))).hasMessageContaining("keys must be strings");
        assertThatThrownBy(() -> Payload.of(new AtomicInteger(1))).hasMessageContaining("no JSON number");
    }

    @Test
    void refusesCyclesAndDeepNesting() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);

        assertThatThrownBy(() -> Payload.of(cycle)).hasMessageContaining("cycle");
        assertThat(Payload.of(nested(Payload.MAX_DEPTH)).isNull()).isFalse();
        assertThatThrownBy(() -> Payload.of(nested(Payload.MAX_DEPTH + 1))).hasMessageContaining("deeper than");
    }

    @Test
    void sharesPayloadsInsteadOfCopyingThem() {
        Payload part = Payload.of(Map.of("a", List.of(1, 2), "b", "text"));

        Payload whole = Payload.of(Map.of("one", part, "two", part));

        assertThat(whole.object().get("one")).isSameAs(part.value());
        assertThat(whole.object().get("two")).isSameAs(part.value());
        assertThat(whole.field("one").field("a").value()).isSameAs(part.object().get("a"));
        assertThat(whole.field("none").isNull()).isTrue();
        assertThat(Payload.of(1).field("a")).isSameAs(Payload.NULL);
    }

    @Test
    void seesHowDeepAnotherPayloadInsideMakesIt() {
        Payload deep = Payload.of(nested(Payload.MAX_DEPTH));

        assertThatThrownBy(() -> Payload.of(List.of(deep))).hasMessageContaining("deeper than");
        assertThat(Payload.of(List.of(Payload.of(nested(Payload.MAX_DEPTH - 1)))))
                .isEqualTo(deep);
    }

    @Test
    void saysWhereInsideAnotherPayloadItGetsTooDeep() {
        Payload deep = Payload.of(Map.of("a", nested(Payload.MAX_DEPTH - 1)));

        assertThatThrownBy(() -> Payload.of(Map.of("outer", deep))).hasMessageContaining("$.outer.a[0][0]");
    }

    @Test
    void doesNotTakeAPartForAsDeepAsTheWhole() {
        Payload whole = Payload.of(Map.of("flat", List.of(1), "deep", nested(Payload.MAX_DEPTH - 1)));

        Payload nested = Payload.of(List.of(List.of(List.of(whole.field("flat")))));

        assertThat(nested).isEqualTo(Payload.of(List.of(List.of(List.of(List.of(1))))));
        assertThatThrownBy(() -> Payload.of(List.of(List.of(whole.field("deep")))))
                .hasMessageContaining("$[0][0][0]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Payload.MAX_DEPTH - 1})
    @Timeout(10)
    void looksThroughASharedPayloadOnceHoweverOftenItIsInIt(int depth) {
        List<Integer> many = Collections.nCopies(200_000, 1);
        Payload whole = Payload.of(Map.of("flat", many, "deep", nested(depth)));
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            parts.add(whole.field("flat"));
        }

        assertThat((List<?>) Payload.of(List.of(parts)).value()).hasSize(1);
    }

    @Test
    void keepsSmallMapsAndListsWhole() {
        for (Object value : List.of(
                List.of(),
                Map.of(),
                Collections.singletonList(null),
                Collections.singletonMap("a", null),
                List.of(Map.of("a", List.of(1))))) {
            Payload payload = Payload.of(value);

            assertThat(payload.value()).isEqualTo(value);
            assertThat(payload).hasSameHashCodeAs(Payload.of(value)).hasToString(value.toString());
        }
        assertThatThrownBy(() -> Payload.of(Map.of("a", 1)).object().put("b", 2))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Payload.of(Map.of()).object().put("b", 2))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void countsItsValues() {
        Payload payload = Payload.of(Map.of("a", List.of(1, 2, Map.of()), "b", List.of()));

        assertThat(payload.holdsMoreThan(5)).isTrue();
        assertThat(payload.holdsMoreThan(6)).isFalse();
        assertThat(Payload.NULL.holdsMoreThan(0)).isTrue();
        assertThat(Payload.NULL.holdsMoreThan(1)).isFalse();
    }

    @Test
    @Timeout(5)
    void copiesManyItemsUnderALongKeySoon() {
        String key = "k".repeat(1 << 20);

        Payload payload = Payload.of(Map.of(key, Collections.nCopies(200_000, 0)));

        assertThat((List<?>) payload.object().get(key)).hasSize(200_000);
    }

    @Test
    void namesALongPlaceInFewWords() {
        Map<String, Object> wrong = Map.of("k".repeat(1 << 20), Map.of("a", List.of(1, new Object())));

        assertThatThrownBy(() -> Payload.of(wrong)).hasMessage("no JSON value at $....a[1]: java.lang.Object");
    }

    @Test
    void doesNotTrustTheSizeThatAMapClaims() {
        Map<String, Object> boastful = new AbstractMap<>() {
            @Override
            public int size() {
                return 1 << 29;
            }

            @Override
            public Set<Entry<String, Object>> entrySet() {
                return Collections.singleton(Map.entry("a", 1));
            }
        };

        assertThat(Payload.of(boastful)).isEqualTo(Payload.of(Map.of("a", 1)));
    }

    @Test
    void isAnObjectOrSaysWhatItIs() {
        assertThatThrownBy(() -> Payload.of("text").object()).hasMessageContaining("a String");
        assertThatThrownBy(Payload.NULL::object).hasMessageContaining("null");
    }

    private static Object nested(int depth) {
        Object value = "core";
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }
}
