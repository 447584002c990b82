package io.sandglass.app.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import java.util.Locale;

/**
 * Sends the log to standard error: from INFO on for {@code serve}, from WARN on for the short commands, or as {@code
 * LOG_LEVEL} says; as text, or as JSON lines with {@code LOG_FORMAT=json}.
 *
 * <p>Found by Logback through its service file: in code, because reading XML would double the start of a short command.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String LEVEL = "sandglass.log.level";
    /** What a message or an exception says may come from a workflow: it must not steer a terminal or fake a line. */
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level"
            + " %replace(%msg){'[\\p{Cc}&&[^\\t]]', ' '}%n"
            + "%replace(%xEx{full}){'[\\p{Cc}&&[^\\r\\n\\t]]', ' '}%nopex";

    /** Chooses the level; must come before the first log line. */
    static void configure(String... args) {
        boolean service = List.of(args).contains("serve");
        String level = System.getenv().getOrDefault("LOG_LEVEL", service ? "INFO" : "WARN");
        System.setProperty(LEVEL, level.toUpperCase(Locale.ROOT));
    }

    @Override
    public ExecutionStatus configure(LoggerContext logging) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(logging);
        console.setTarget("System.err");
        console.setEncoder(encoder(logging));
        console.start();
        logging.getLogger("ROOT").setLevel(Level.WARN);
        logging.getLogger("ROOT").addAppender(console);
        logging.getLogger("io.sandglass").setLevel(Level.toLevel(System.getProperty(LEVEL), Level.WARN));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext logging) {
        return encoder(logging, "json".equalsIgnoreCase(System.getenv("LOG_FORMAT")));
    }

    static Encoder<ILoggingEvent> encoder(LoggerContext logging, boolean asJson) {
        if (asJson) {
            JsonEncoder json = new JsonEncoder();
            json.setContext(logging);
            json.start();
            return json;
        }
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setContext(logging);
        text.setPattern(PATTERN);
        text.start();
        return text;
    }
}
