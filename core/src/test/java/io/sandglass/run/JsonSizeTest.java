package io.sandglass.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.plugin.Payload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonSizeTest {
    @Test
    void isTheSizeThatJacksonWrites() throws JsonProcessingException {
        List<Object> values = new ArrayList<>(List.of(
                "",
                "plain",
                "quote \" back \\ line\n tab\t bell\u0007",
                "é€\ud83d\ude00",
                0,
                -17,
                Long.MAX_VALUE,
                1.5,
                true,
                new BigDecimal("12.340"),
                List.of(),
                Map.of(),
                List.of(1, List.of(2, "three")),
                Map.of("key", Map.of("é", List.of(1, 2)))));
        values.add(Arrays.asList(1, null));
        for (Object value : values) {
            long size = new ObjectMapper().writeValueAsString(value).getBytes(UTF_8).length;

            assertThat(JsonSize.exceeds(Payload.of(value), size))
                    .as("%s", value)
                    .isFalse();
            assertThat(JsonSize.exceeds(Payload.of(value), size - 1))
                    .as("%s", value)
                    .isTrue();
        }
    }

    @Test
    void isCloseForHugeNumbers() {
        BigInteger huge = BigInteger.TEN.pow(1_000);

        assertThat(JsonSize.exceeds(Payload.of(huge), 1_001)).isFalse();
        assertThat(JsonSize.exceeds(Payload.of(huge), 1_000)).isTrue();
    }

    @Test
    void looksNoFurtherThanItMust() {
        Payload item = Payload.of("x".repeat(1_000_000));
        Payload large = Payload.of(Collections.nCopies(10_000, item));

        assertThat(JsonSize.exceeds(large, 100)).isTrue();
    }
}
