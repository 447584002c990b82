package io.sandglass.plugin.wasm;

import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.RunValues;
import io.sandglass.plugin.http.GuardedHttp;
import io.sandglass.plugin.http.HttpNetwork;
import io.sandglass.sandbox.capability.Capabilities;
import io.sandglass.sandbox.capability.GuestLog;
import io.sandglass.sandbox.capability.KeyValues;
import java.util.Map;
import java.util.Optional;

/** Turns what is permitted into what a guest is granted. Logging is granted always, as standard error is. */
public final class GuestGrants {
    private static final String TRIAL = "trial"; // in the place of a tenant

    private GuestGrants() {}

    /** Of a node. */
    static Capabilities of(NodeContext context, HttpNetwork network) {
        Permissions permissions = context.permissions();
        SecretHandles secrets = new SecretHandles(permissions.secrets(), context::secret);
        return doors(new GuardedHttp(network, permissions, context.tenant()), secrets)
                .withLog((level, line) ->
                        context.log(level(level), secrets.redactor().redact(line)))
                .withValues(values(permissions, context.state()));
    }

    /**
     * Of a guest that is tried out without a run: by the same rules, with values that are gone behind it.
     *
     * @param secrets their values, by name; those that are not permitted are denied nevertheless
     * @param log where its lines go, secrets taken out
     */
    public static Capabilities trial(Permissions permissions, Map<String, String> secrets, GuestLog log) {
        SecretHandles handles =
                new SecretHandles(permissions.secrets(), name -> Optional.ofNullable(secrets.get(name)));
        return doors(new GuardedHttp(HttpNetwork.system(), permissions, TRIAL), handles)
                .withLog((level, line) -> log.log(level, handles.redactor().redact(line)))
                .withValues(values(permissions, new TrialValues()));
    }

    private static Capabilities doors(GuardedHttp client, SecretHandles secrets) {
        return Capabilities.NONE.withHttp(new GuestHttp(client, secrets)).withSecrets(secrets);
    }

    private static KeyValues values(Permissions permissions, RunValues values) {
        return permissions.kv()
                ? new RunKeyValues(values)
                : KeyValues.denied(() -> Denials.of("keeping values of the run", "kv: true", "kv"));
    }

    private static LogLevel level(GuestLog.Level level) {
        return LogLevel.valueOf(level.name());
    }
}
