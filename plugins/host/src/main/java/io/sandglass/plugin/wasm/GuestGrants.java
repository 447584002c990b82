package io.sandglass.plugin.wasm;

import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.http.HttpNetwork;
import io.sandglass.sandbox.capability.Capabilities;
import io.sandglass.sandbox.capability.GuestLog;

/** Turns what a node is permitted into what its guest is granted. */
final class GuestGrants {
    private GuestGrants() {}

    /** Logging is granted always, as standard error is. */
    static Capabilities of(NodeContext context, HttpNetwork network) {
        SecretHandles secrets = new SecretHandles(context);
        return Capabilities.NONE
                .withLog((level, line) ->
                        context.log(level(level), secrets.redactor().redact(line)))
                .withValues(context.permissions().kv() ? new RunKeyValues(context.state()) : new DeniedValues())
                .withHttp(new GuestHttp(context, network, secrets))
                .withSecrets(secrets);
    }

    private static LogLevel level(GuestLog.Level level) {
        return LogLevel.valueOf(level.name());
    }
}
