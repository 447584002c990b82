package io.sandglass.plugin.testkit;

import io.sandglass.plugin.CancellationToken;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.RunValues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A context without a host: attempt 1 of node {@code node} in run {@code run-1}, at noon of 2026-01-01 UTC, with ten
 * minutes left, default limits and nothing granted. Its clock stands still until {@link #advance}. Thread-safe.
 *
 * <pre>{@code
 * var context = new FakeContext().granting(new Permissions(Set.of("git"), Set.of(), false));
 * var result = Run.of(new GitNode()).with("argv", List.of("git", "version")).in(context).execute();
 * assertThat(context.lines()).extracting(FakeContext.Line::message).contains("started");
 * }</pre>
 */
public final class FakeContext implements NodeContext {
    /** One line that the node logged. */
    public record Line(LogLevel level, String message) {}

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final FakeValues values = new FakeValues();
    private final FakeCancellation cancellation = new FakeCancellation();
    private volatile Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private volatile Instant deadline = now.plus(Duration.ofMinutes(10));
    private volatile String tenant = "default";
    private volatile int attempt = 1;
    private volatile boolean strict;
    private volatile Permissions permissions = Permissions.NONE;
    private volatile Limits limits = Limits.DEFAULT;

    /** Sets the clock; the deadline stays. */
    public FakeContext at(Instant instant) {
        now = instant;
        return this;
    }

    /** Moves the clock; nothing is cancelled by that. */
    public FakeContext advance(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    /** Sets the deadline as the node sees it; nothing enforces it. */
    public FakeContext until(Instant instant) {
        deadline = instant;
        return this;
    }

    /** As if the workflow said {@code determinism: strict}. */
    public FakeContext strictly() {
        strict = true;
        return this;
    }

    /** On behalf of a tenant. */
    public FakeContext tenant(String name) {
        tenant = name;
        return this;
    }

    public FakeContext attempt(int number) {
        attempt = number;
        return this;
    }

    public FakeContext granting(Permissions granted) {
        permissions = granted;
        return this;
    }

    /** Makes a secret known; a node gets it if it is granted, too. */
    public FakeContext knowing(String name, String value) {
        secrets.put(name, value);
        return this;
    }

    public FakeContext limitedTo(Limits caps) {
        limits = caps;
        return this;
    }

    /** Cancels the attempt; the actions that wait for that run on this thread. Doing it twice changes nothing. */
    public void cancel() {
        cancellation.cancel();
    }

    /** What was logged so far, in order. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    public String runId() {
        return "run-1";
    }

    @Override
    public String nodeId() {
        return "node";
    }

    @Override
    public String tenant() {
        return tenant;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public String idempotencyKey() {
        return "run-1/node/0";
    }

    @Override
    public Instant now() {
        return now;
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
        return permissions.secrets().contains(name) ? Optional.ofNullable(secrets.get(name)) : Optional.empty();
    }

    @Override
    public boolean strict() {
        return strict;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public RunValues state() {
        return values;
    }

    @Override
    public CancellationToken cancellation() {
        return cancellation;
    }

    @Override
    public void log(LogLevel level, String message) {
        lines.add(new Line(level, message));
    }
}
