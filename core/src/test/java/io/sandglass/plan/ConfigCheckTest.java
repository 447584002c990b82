package io.sandglass.plan;

import static io.sandglass.plugin.ConfigType.BOOLEAN;
import static io.sandglass.plugin.ConfigType.DURATION;
import static io.sandglass.plugin.ConfigType.INTEGER;
import static io.sandglass.plugin.ConfigType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigCheckTest {
    private static final NodeType TYPE = NodeType.of("typed", 1)
            .config("url", STRING.required())
            .config("count", INTEGER.orElse(3))
            .config("loud", BOOLEAN.optional())
            .config("pause", DURATION.orElse("PT1S"));

    @Test
    void fillsInDefaultsAlsoForNull() {
        NodeConfig config = ConfigCheck.complete(TYPE, Payload.of(Map.of("url", "x")));

        assertThat(config.values().object()).isEqualTo(Map.of("url", "x", "count", 3, "pause", "PT1S"));
        Payload withNull = Payload.of(mapOf("url", "x", "count", null));
        assertThat(ConfigCheck.complete(TYPE, withNull).integer("count")).isEqualTo(3);
    }

    @Test
    void takesWholeNumbersForIntegers() {
        NodeConfig config = ConfigCheck.complete(TYPE, Payload.of(Map.of("url", "x", "count", 4.0)));

        assertThat(config.values().object().get("count")).isEqualTo(4L);
    }

    @Test
    void namesEveryFieldThatDoesNotFit() {
        Payload with = Payload.of(Map.of("count", 1.5, "loud", "yes", "pause", "soon", "more", 1));

        assertThatThrownBy(() -> ConfigCheck.complete(TYPE, with))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("with.url: its expression gave nothing")
                .hasMessageContaining("with.count: it must be a whole number")
                .hasMessageContaining("with.loud: it must be true or false")
                .hasMessageContaining("with.pause: it must be a duration")
                .hasMessageContaining("with.more: node type 'typed' has no config field 'more'");
    }

    @Test
    void takesBracesInEvaluatedTextsForText() {
        assertThatThrownBy(() -> ConfigCheck.complete(TYPE, Payload.of(Map.of("url", "x", "count", "{{"))))
                .isInstanceOf(InvalidConfig.class);
    }

    private static Map<String, Object> mapOf(String key, Object value, String other, Object nothing) {
        Map<String, Object> map = new HashMap<>(Collections.singletonMap(other, nothing));
        map.put(key, value);
        return map;
    }
}
