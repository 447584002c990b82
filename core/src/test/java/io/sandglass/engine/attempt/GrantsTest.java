package io.sandglass.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Permissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantsTest {
    @Test
    void givesProgramsBehindTheWallsThatTheAdministratorWants() {
        Grants grants = new Grants(
                Set.of("gzip"),
                Set.of(),
                false,
                Set.of(),
                false,
                Map.of("/usr/bin/jq", "bwrap", "/usr/bin/awk", "unshare"));

        Permissions given = grants.limit(new Permissions(Set.of("gzip", "/usr/bin/jq"), Set.of(), false));

        assertThat(given.exec()).containsExactly("gzip");
        assertThat(given.walled()).containsExactly(Map.entry("/usr/bin/jq", "bwrap"));
    }

    @Test
    void byDefaultAllowsPublicHostsAndNoPrograms() {
        Permissions asked = new Permissions(Set.of("sh"), Set.of("api.example.test"), true);

        assertThat(Grants.DEFAULT.limit(asked)).isEqualTo(new Permissions(Set.of(), Set.of("api.example.test"), false));
    }

    @Test
    void neverGivesMoreThanIsAskedFor() {
        Grants all = new Grants(Set.of("*"), Set.of("*"), true);

        assertThat(all.limit(Permissions.NONE)).isEqualTo(Permissions.NONE);
        assertThat(all.limit(new Permissions(Set.of("sh"), Set.of(), false)).exec())
                .containsExactly("sh");
    }

    @Test
    void ofTwoHostPatternsTheNarrowerHolds() {
        assertThat(hosts("*.example.test", "api.example.test")).containsExactly("api.example.test");
        assertThat(hosts("api.example.test", "*.example.test")).containsExactly("api.example.test");
        assertThat(hosts("*.example.test", "*.eu.example.test")).containsExactly("*.eu.example.test");
        assertThat(hosts("api.example.test", "*")).containsExactly("api.example.test");
        assertThat(hosts("*.example.test", "example.test")).isEmpty();
        assertThat(hosts("*.example.test", "badexample.test")).isEmpty();
    }

    @Test
    void aPortNarrowsAHost() {
        assertThat(hosts("api.example.test", "api.example.test:8443")).containsExactly("api.example.test:8443");
        assertThat(hosts("api.example.test:8443", "api.example.test")).containsExactly("api.example.test:8443");
        assertThat(hosts("api.example.test:8443", "*.example.test")).containsExactly("api.example.test:8443");
        assertThat(hosts("api.example.test", "*.example.test:8443")).containsExactly("api.example.test:8443");
        assertThat(hosts("api.example.test:8443", "api.example.test:443")).isEmpty();
        assertThat(hosts("*", "api.example.test:8443")).containsExactly("api.example.test:8443");
    }

    @Test
    void hostNamesHaveNoCase() {
        assertThat(hosts("API.example.test", "api.Example.test")).containsExactly("api.example.test");
        assertThat(hosts("*.Example.test", "api.example.test")).containsExactly("api.example.test");
    }

    private static Set<String> hosts(String granted, String asked) {
        Grants grants = new Grants(Set.of(), Set.of(granted), false);
        return grants.limit(new Permissions(Set.of(), Set.of(asked), false)).httpHosts();
    }
}
