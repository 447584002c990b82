package io.sandglass.plugin.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.sandbox.capability.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretHandlesTest {
    private static final String SECRET = "s/".repeat(2_048);
    private static final String TOO_MUCH = "may make it larger by 1048576 bytes at most";

    private final SecretHandles secrets = new SecretHandles(Set.of("key"), name -> Optional.of(SECRET));
    private final String handle = secrets.handle("key").orElseThrow();

    @Test
    void putsASecretWhereverItsHandleStands() {
        HttpRequest filled = secrets.fill(request("http://a.test/?k=" + handle, Map.of("k", handle), handle + handle));

        assertThat(filled.url()).isEqualTo("http://a.test/?k=" + SECRET.replace("/", "%2F"));
        assertThat(filled.headers()).containsEntry("k", SECRET);
        assertThat(filled.body()).asString(UTF_8).isEqualTo(SECRET + SECRET);
    }

    @Test
    void aGuestCannotMakeTheHostHoldASecretTensOfThousandsOfTimes() {
        String body = handle.repeat((1 << 20) / handle.length());

        assertThatThrownBy(() -> secrets.fill(request("http://a.test/", Map.of(), body)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(TOO_MUCH);
        assertThat(secrets.fill(request("http://a.test/", Map.of(), handle.repeat(250)))
                        .body())
                .hasSize(250 * SECRET.length());
    }

    @Test
    void allPartsOfARequestCountTogether() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < 1_000; i++) {
            headers.put("h" + i, handle);
        }

        assertThatThrownBy(() -> secrets.fill(request("http://a.test/", headers, "")))
                .hasMessageContaining(TOO_MUCH);
    }

    private static HttpRequest request(String url, Map<String, String> headers, String body) {
        return new HttpRequest("POST", url, headers, body.getBytes(UTF_8));
    }
}
