package io.sandglass.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestTest {
    @Test
    void leavesAnOriginWithoutTheHeadersThatAreForIt() {
        HttpRequest request = HttpRequest.of("GET", "https://a.test/", Map.of("X-Api-Key", "secret"), new byte[0]);

        assertThat(request.redirected(307, "/next").headers()).containsEntry("x-api-key", "secret");
        assertThat(request.redirected(307, "https://b.test/").headers()).doesNotContainKey("x-api-key");
        assertThatThrownBy(() -> request.redirected(307, "http://a.test/")).hasMessageContaining("from https to http");
    }

    @Test
    void encodesWhatIsNotAscii() {
        HttpRequest request = HttpRequest.of("GET", "http://a.test/東京/ö?q=東#x", Map.of(), new byte[0]);

        assertThat(request.url().toString()).isEqualTo("http://a.test/%E6%9D%B1%E4%BA%AC/%C3%B6?q=%E6%9D%B1");
    }

    @Test
    void followsARedirectOfNothingButAQuery() {
        HttpRequest request = HttpRequest.of("GET", "http://a.test/a/b?page=1", Map.of(), new byte[0]);

        assertThat(request.redirected(302, "?page=2").url().toString()).isEqualTo("http://a.test/a/b?page=2");
        assertThat(request.redirected(302, "c").url().toString()).isEqualTo("http://a.test/a/c");
        assertThatThrownBy(() -> request.redirected(302, "http://a.test:99999/"))
                .hasMessageContaining("no port 99999");
    }

    @Test
    void leavesAnOriginWithoutItsBody() {
        HttpRequest request = HttpRequest.of("POST", "https://a.test/", Map.of(), new byte[] {'s'});

        assertThat(request.redirected(307, "/next").body()).hasSize(1);
        assertThat(request.redirected(303, "https://b.test/").body()).isEmpty();
        assertThatThrownBy(() -> request.redirected(307, "https://b.test/")).hasMessageContaining("another origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://127.0.0.1./",
                "http://1.2.3.4.5/",
                "http://1.2.3.256/",
                "http://017700000001:80/",
            })
    void refusesAddressesThatMayMeanAnotherOne(String url) {
        assertThatThrownBy(() -> HttpRequest.of("GET", url, Map.of(), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("may mean another one");
        assertThatThrownBy(() -> HttpRequest.of("GET", "http://a.test/", Map.of(), new byte[0])
                        .redirected(302, url))
                .hasMessageContaining("may mean another one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/", "http://0.0.0.0:80/", "http://[::1]:80/", "http://1.a.test/"})
    void takesAddressesThatMeanOne(String url) {
        assertThat(HttpRequest.of("GET", url, Map.of(), new byte[0]).place()).isEqualTo("GET " + url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://u:p@a.test/", "http://u@127.0.0.1/", "file:///etc/passwd", "http:///x", "x"})
    void refusesWhatIsNoPlainUrlOfTheWeb(String url) {
        assertThatThrownBy(() -> HttpRequest.of("GET", url, Map.of(), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url");
    }
}
