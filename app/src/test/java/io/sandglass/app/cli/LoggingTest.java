package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoggingTest {
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void giveTheContextItsMap() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @Test
    void letsNoMessageSteerTheTerminalOrFakeALine() {
        String line = written(Logging.encoder(context, false), "node\u001b[2J said\nERROR\u009b all is lost", null);

        assertThat(line).endsWith("INFO  node [2J said ERROR  all is lost" + System.lineSeparator());
    }

    @Test
    void showsAStackTraceOnceAndHarmless() {
        String text = written(Logging.encoder(context, false), "it failed", new IllegalStateException("odd\u001b[31m"));

        assertThat(text).containsOnlyOnce("IllegalStateException").contains("odd [31m", "\tat ");
    }

    @Test
    void writesEveryEventAsOneLineOfJson() throws IOException {
        String text = written(Logging.encoder(context, true), "a\nb", new IllegalStateException("odd"));

        assertThat(text.strip().lines()).hasSize(1);
        assertThat(new ObjectMapper().readTree(text).toString()).contains("a\\nb", "odd");
    }

    private String written(Encoder<ILoggingEvent> encoder, String message, Throwable failure) {
        LoggingEvent event =
                new LoggingEvent("x", context.getLogger("io.sandglass.test"), Level.INFO, message, failure, null);
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }
}
