package io.sandglass.app.cli;

import static java.util.stream.Collectors.toSet;

import io.sandglass.app.cli.GuestGrant.Kind;
import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.wasm.GuestGrants;
import io.sandglass.sandbox.capability.Capabilities;
import io.sandglass.sandbox.capability.GuestLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** What a guest may ask of its host, as a workflow would permit it. */
final class GuestGrantOptions {
    @Option(
            names = "--grant",
            paramLabel = "GRANT",
            converter = GuestGrant.Reading.class,
            description = "What it may ask of its host, as a workflow permits it; once for each: http=HOST, kv,"
                    + " secret=NAME with the value of the environment variable NAME, privateNetworks for hosts of"
                    + " private addresses. Log lines (log) are always granted.")
    private List<GuestGrant> grants = new ArrayList<>();

    /** @throws CommandFailed if there is no value for a secret */
    Capabilities capabilities(GuestLog log) {
        Permissions permissions = new Permissions(
                Set.of(), values(Kind.HTTP), has(Kind.PRIVATE_NETWORKS), values(Kind.SECRET), has(Kind.KV));
        return GuestGrants.trial(permissions, secrets(), log);
    }

    private Map<String, String> secrets() {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (String name : values(Kind.SECRET)) {
            String value = System.getenv(name);
            if (value == null) {
                throw new CommandFailed(
                        CommandFailed.USAGE,
                        "--grant secret=" + name + ": there is no environment variable " + name
                                + " to take the secret from");
            }
            secrets.put(name, value);
        }
        return secrets;
    }

    private boolean has(Kind kind) {
        return grants.stream().anyMatch(grant -> grant.kind() == kind);
    }

    private Set<String> values(Kind kind) {
        return grants.stream()
                .filter(grant -> grant.kind() == kind)
                .map(GuestGrant::value)
                .collect(toSet());
    }
}
