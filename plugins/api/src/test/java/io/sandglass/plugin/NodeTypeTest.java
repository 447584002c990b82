package io.sandglass.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTypeTest {
    @Test
    void isBuiltFieldByField() {
        NodeType type = NodeType.of("greet", 2)
                .config("name", ConfigType.STRING.required().describedAs("Whom."))
                .config("times", ConfigType.INTEGER.orElse(1))
                .config("extra", ConfigType.ANY.optional())
                .describedAs("Greets.")
                .openConfig();

        assertThat(type.version()).isEqualTo("2.0.0");
        assertThat(type.open()).isTrue();
        assertThat(type.description()).isEqualTo("Greets.");
        assertThat(type.config().keySet()).containsExactly("name", "times", "extra");
        assertThat(type.config())
                .containsEntry("name", new ConfigField(ConfigType.STRING, true, Optional.empty(), "Whom."))
                .containsEntry("times", new ConfigField(ConfigType.INTEGER, false, Optional.of(Payload.of(1)), ""));
    }

    @Test
    void cannotBeChanged() {
        NodeType type = NodeType.of("greet", 1);

        type.config("name", ConfigType.STRING.required());

        assertThat(type.config()).isEmpty();
        assertThatThrownBy(() -> type.config().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no spaces", "-dash", "ä", "a/b"})
    void refusesNamesThatWorkflowsCannotWrite(String name) {
        assertThatThrownBy(() -> NodeType.of(name, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.0", "1.0.0.0", "v1.0.0", "1.0.0-beta"})
    void refusesVersionsThatAreNoThreeNumbers(String version) {
        assertThatThrownBy(() -> NodeType.of("greet", version)).hasMessageContaining("major.minor.patch");
    }
}
