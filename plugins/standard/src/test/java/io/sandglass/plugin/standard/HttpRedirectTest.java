package io.sandglass.plugin.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.plugin.testkit.Run;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the {@code http} node lets a server send it. */
class HttpRedirectTest {
    private static final String OK = "HTTP/1.1 200 OK\ncontent-length: 2\n\nok";
    private static final Permissions LOCAL = new Permissions(Set.of(), Set.of("*"), true);

    @Test
    void followsRedirectsAsAGetAndWithoutCredentialsElsewhere() throws Exception {
        try (FakePeer target = FakePeer.saying(OK);
                FakePeer first = FakePeer.saying(redirect(303, "http://localhost:" + target.port() + "/next"))) {
            Payload output = get(first, "/")
                    .with("method", "POST")
                    .with("body", "x")
                    .with("headers", Map.of("Authorization", "secret", "X-Api-Key", "secret", "Accept", "text/plain"))
                    .output();

            assertThat(output.object()).containsEntry("body", "ok");
            assertThat(target.requests().get(0))
                    .startsWith("GET /next HTTP/1.1")
                    .contains("accept: text/plain")
                    .doesNotContain("secret")
                    .doesNotContain("content-type");
        }
    }

    @Test
    void checksEachRedirect() throws Exception {
        try (FakePeer peer = FakePeer.saying(redirect(302, "http://forbidden.test/"));
                FakePeer toFile = FakePeer.saying(redirect(302, "file:///etc/passwd"))) {
            Permissions one = new Permissions(Set.of(), Set.of("127.0.0.1"), true);

            assertThat(get(peer, "/")
                            .in(new FakeContext().granting(one))
                            .failure()
                            .code())
                    .isEqualTo("NotGranted");
            assertThat(get(toFile, "/").failure().code()).isEqualTo("Http.BadRedirect");
        }
    }

    @Test
    void givesUpAfterFiveRedirects() throws Exception {
        try (FakePeer peer = FakePeer.saying(redirect(307, "/again"))) {
            assertThat(get(peer, "/").failure().code()).isEqualTo("Http.TooManyRedirects");
            assertThat(peer.requests()).hasSize(6);
        }
    }

    private static Run get(FakePeer peer, String path) {
        return Run.of(new HttpNode()).with("url", peer.url(path)).in(new FakeContext().granting(LOCAL));
    }

    private static String redirect(int status, String location) {
        return "HTTP/1.1 " + status + " x\nlocation: " + location + "\ncontent-length: 0\n\n";
    }
}
