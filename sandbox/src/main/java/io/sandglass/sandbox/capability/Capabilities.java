package io.sandglass.sandbox.capability;

import static java.util.Objects.requireNonNull;

/**
 * What one run is granted. Immutable; the doors behind it belong to the guest's thread while it runs.
 *
 * @param log where the guest's lines go
 * @param values what the guest keeps by key
 * @param http who makes the guest's requests
 * @param secrets who gives out handles of secrets
 * @param recorder stands between the guest and all of these
 */
public record Capabilities(
        GuestLog log, KeyValues values, HttpClient http, Secrets secrets, HostCallRecorder recorder) {
    /** Nothing is granted: modules link, and end at their first call, which names what is missing. */
    public static final Capabilities NONE = new Capabilities(
            GuestLog.DENIED, KeyValues.DENIED, HttpClient.DENIED, Secrets.DENIED, HostCallRecorder.NONE);

    public Capabilities {
        requireNonNull(log, "log");
        requireNonNull(values, "values");
        requireNonNull(http, "http");
        requireNonNull(secrets, "secrets");
        requireNonNull(recorder, "recorder");
    }

    /** The same with another log. */
    public Capabilities withLog(GuestLog other) {
        return new Capabilities(other, values, http, secrets, recorder);
    }

    /** The same with other values. */
    public Capabilities withValues(KeyValues other) {
        return new Capabilities(log, other, http, secrets, recorder);
    }

    /** The same with another client. */
    public Capabilities withHttp(HttpClient other) {
        return new Capabilities(log, values, other, secrets, recorder);
    }

    /** The same with other secrets. */
    public Capabilities withSecrets(Secrets other) {
        return new Capabilities(log, values, http, other, recorder);
    }

    /** The same, recorded or replayed by another. */
    public Capabilities withRecorder(HostCallRecorder other) {
        return new Capabilities(log, values, http, secrets, other);
    }
}
