package io.sandglass.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeConfigTest {
    private final NodeConfig config = NodeConfig.of(Map.of(
            "text",
            "hi",
            "count",
            3,
            "share",
            0.5,
            "on",
            true,
            "for",
            "PT5S",
            "list",
            Arrays.asList("a", null),
            "map",
            Map.of("k", "v")));

    @Test
    void readsEachFieldAsItsType() {
        assertThat(config.string("text")).isEqualTo("hi");
        assertThat(config.integer("count")).isEqualTo(3);
        assertThat(config.number("share")).isEqualTo(0.5);
        assertThat(config.number("count")).isEqualTo(3.0);
        assertThat(config.bool("on")).isTrue();
        assertThat(config.duration("for")).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.list("list")).containsExactly("a", null);
        assertThat(config.object("map")).containsEntry("k", "v");
        assertThat(config.any("map")).isEqualTo(Payload.of(Map.of("k", "v")));
    }

    @Test
    void whatIsMissingOrNullIsNotThere() {
        Map<String, Object> values = new HashMap<>();
        values.put("nothing", null);
        NodeConfig sparse = NodeConfig.of(values);

        assertThat(sparse.has("nothing")).isFalse();
        assertThat(sparse.has("gone")).isFalse();
        assertThat(sparse.optionalString("nothing")).isEmpty();
        assertThat(sparse.any("gone")).isEqualTo(Payload.NULL);
        assertThat(config.optionalString("text")).contains("hi");
    }

    @Test
    void namesTheFieldThatIsNotAsItShouldBe() {
        assertThatThrownBy(() -> config.string("gone")).hasMessage("with.gone must be a String, but is missing");
        assertThatThrownBy(() -> config.integer("text")).hasMessage("with.text must be a Number, but is a String");
    }

    @Test
    void isAnObject() {
        assertThatThrownBy(() -> new NodeConfig(Payload.of(List.of()))).isInstanceOf(IllegalArgumentException.class);
    }
}
