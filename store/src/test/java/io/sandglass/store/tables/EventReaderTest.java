package io.sandglass.store.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Payload;
import io.sandglass.run.RunEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The JSON that version 1 of the schema kept; see also UpgradeTest. */
class EventReaderTest {
    private static final Instant AT = Instant.parse("2026-03-01T02:30:00Z");

    @Test
    void passesOverFieldsItDoesNotKnow() {
        String data = "{\"node\":\"a\",\"attempt\":1,\"at\":\"2026-03-01T02:30:00Z\",\"mood\":{\"x\":[1]}}";

        RunEvent event = EventReader.read("attempt-started", data);

        assertThat(event).isEqualTo(new RunEvent.AttemptStarted("a", 1, AT));
    }

    @Test
    void readsEveryTypeOfNumberAndEscapedKeys() {
        String data =
                "{\"node\":\"a\",\"attempt\":1,\"at\":\"2026-03-01T02:30:00Z\",\"wakeAt\":\"2026-03-01T02:30:00Z\","
                        + "\"output\":[1,{\"$long\":\"1\"},{\"$integer\":\"7\"},{\"$decimal\":\"1.50\"},0.1,{\"$$long\":2},null]}";

        RunEvent event = EventReader.read("node-suspended", data);

        Payload output = Payload.of(
                Arrays.asList(1, 1L, BigInteger.valueOf(7), new BigDecimal("1.50"), 0.1, Map.of("$long", 2), null));
        assertThat(event).isEqualTo(new RunEvent.NodeSuspended("a", 1, AT, output, AT));
    }

    @Test
    void namesATypeThatOnlyANewerProgramKnows() {
        assertThatThrownBy(() -> EventReader.read("run-started.2", "{}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("run-started.2")
                .hasMessageContaining("newer program");
    }
}
