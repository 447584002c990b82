package io.sandglass.engine.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sandglass.engine.failure.OneLine;
import io.sandglass.plugin.CancellationToken;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.RunValues;
import io.sandglass.run.LogLine;
import io.sandglass.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What one attempt knows of the host. Thread-safe. */
final class AttemptContext implements NodeContext {
    private static final int LINE = 16 * 1024;

    private final AttemptRequest request;
    private final Permissions permissions;
    private final CancellationToken token;
    private final Clock clock;
    private final Instant deadline;
    private final Limits limits;
    private final AttemptSecrets secrets;
    private final AtomicLong logBytesLeft;
    private final Consumer<LogLine> sink;
    private final RunValues values;
    private volatile boolean over;

    AttemptContext(
            AttemptRequest request,
            Permissions permissions,
            CancellationToken token,
            RunValues values,
            AttemptServices services) {
        this.request = request;
        this.permissions = permissions;
        this.token = token;
        this.secrets = new AttemptSecrets(permissions.secrets(), services.secrets());
        this.values = new RedactedValues(values, secrets);
        this.clock = services.clock();
        this.sink = services.log();
        this.deadline = clock.now().plus(request.node().spec().timeout());
        this.limits = request.fuel().limits(request.node());
        this.logBytesLeft = new AtomicLong(limits().logBytes());
    }

    @Override
    public String runId() {
        return request.run().toString();
    }

    @Override
    public String nodeId() {
        return request.node().id();
    }

    @Override
    public String tenant() {
        return request.fuel().tenant();
    }

    @Override
    public int attempt() {
        return request.attempt();
    }

    @Override
    public String idempotencyKey() {
        return request.idempotencyKey();
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public Permissions permissions() {
        return permissions;
    }

    @Override
    public Optional<String> secret(String name) {
        return over ? Optional.empty() : secrets.value(name);
    }

    /**
     * A secret for the node's config.
     *
     * @throws SecretMissing if it is not granted, or not there
     */
    String requireSecret(String name) {
        return secrets.require(name);
    }

    /** The text without secrets, as far as they are found in it. */
    String redacted(String text) {
        return secrets.redact(text);
    }

    /** The result without secrets, as far as they are found in it. */
    NodeResult redacted(NodeResult result) {
        return secrets.redact(result);
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public boolean strict() {
        return request.node().spec().strict();
    }

    @Override
    public RunValues state() {
        return values;
    }

    @Override
    public CancellationToken cancellation() {
        return token;
    }

    @Override
    public void log(LogLevel level, String message) {
        if (over) {
            return;
        }
        String line = OneLine.of(secrets.redact(String.valueOf(message)), LINE);
        int size = line.getBytes(UTF_8).length;
        long left = logBytesLeft.getAndAdd(-size);
        if (left >= size) {
            write(level, line);
        } else if (left >= 0) {
            write(
                    LogLevel.WARN,
                    "further lines are dropped: the limit of " + limits().logBytes() + " bytes is reached");
            logBytesLeft.set(-1);
        }
    }

    /** Takes no more lines, and gives no more secrets. */
    void end() {
        over = true;
    }

    private void write(LogLevel level, String line) {
        sink.accept(new LogLine(request.run(), nodeId(), attempt(), level, line, clock.nowMillis()));
    }
}
