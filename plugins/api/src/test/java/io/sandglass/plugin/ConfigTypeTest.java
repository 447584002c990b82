package io.sandglass.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTypeTest {
    @Test
    void aWholeNumberMayHaveBeenComputedAsAFraction() {
        assertThat(ConfigType.INTEGER.fit(4)).contains(4);
        assertThat(ConfigType.INTEGER.fit(4.0)).contains(4L);
        assertThat(ConfigType.INTEGER.fit(4.5)).isEmpty();
        assertThat(ConfigType.INTEGER.fit(1e15)).isEmpty();
        assertThat(ConfigType.NUMBER.fit(4.0)).contains(4.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1S", "1s", "P1M", ""})
    void aDurationIsIsoAndNotNegative(String text) {
        assertThat(ConfigType.DURATION.fit("PT30S")).contains("PT30S");
        assertThat(ConfigType.DURATION.fit(text)).isEmpty();
    }

    @Test
    void takesNothingForAnotherType() {
        assertThat(ConfigType.STRING.fit(1)).isEmpty();
        assertThat(ConfigType.BOOLEAN.fit("true")).isEmpty();
        assertThat(ConfigType.LIST.fit(Map.of())).isEmpty();
        assertThat(ConfigType.OBJECT.fit(List.of())).isEmpty();
        assertThat(ConfigType.ANY.fit(List.of())).contains(List.of());
    }
}
