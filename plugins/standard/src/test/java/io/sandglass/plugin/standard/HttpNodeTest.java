package io.sandglass.plugin.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.http.HttpNetwork;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.plugin.testkit.NodeContractTest;
import io.sandglass.plugin.testkit.Run;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpNodeTest extends NodeContractTest {
    private static final Permissions LOCAL = new Permissions(Set.of(), Set.of("*"), true);

    @Override
    protected NodePlugin plugin() {
        return new HttpNode();
    }

    /** Nobody listens on port 1: the attempt ends at once with a failure. */
    @Override
    protected Map<String, ?> sampleConfig() {
        return Map.of("url", "http://127.0.0.1:1/");
    }

    @Override
    protected FakeContext context() {
        return new FakeContext().granting(LOCAL);
    }

    @Test
    void sendsWhatItIsToldAndParsesJson() throws Exception {
        try (FakePeer peer = FakePeer.saying(
                "HTTP/1.1 201 Created\nContent-Type: application/json\nX-Id: 1\nX-Id: 2\nContent-Length: 11\n\n{\"n\":[1,2]}")) {
            Payload output = Run.of(plugin())
                    .with("url", peer.url("/orders?a=1"))
                    .with("method", "post")
                    .with("headers", Map.of("X-Key", "k"))
                    .with("query", Map.of("q", List.of("ü&", 2)))
                    .with("body", Map.of("total", 3))
                    .in(context())
                    .output();

            assertThat(output.object())
                    .containsEntry("status", 201)
                    .containsEntry("body", Map.of("n", List.of(1, 2)))
                    .containsEntry(
                            "headers",
                            Map.of("content-type", "application/json", "x-id", "1, 2", "content-length", "11"));
            assertThat(peer.requests().get(0))
                    .startsWith("POST /orders?a=1&q=%C3%BC%26&q=2 HTTP/1.1\r\n")
                    .contains("host: 127.0.0.1:" + peer.port() + "\r\n")
                    .contains("x-key: k\r\n")
                    .contains("content-type: application/json\r\n")
                    .endsWith("\r\n\r\n{\"total\":3}");
        }
    }

    @Test
    void readsABodyOfManySmallChunks() throws Exception {
        String response =
                "HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n" + "1;extension\nx\n".repeat(20_000) + "0\n\n";

        try (FakePeer peer = FakePeer.saying(response)) {
            assertThat(String.valueOf(get(peer, "/").output().object().get("body")))
                    .hasSize(20_000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n3;x=y\nhel\n2\nlo\n0\ntrailer: x\n\n",
                "HTTP/1.0 200 OK\n\nhello",
                "HTTP/1.1 100 Continue\n\nHTTP/1.1 200\ncontent-length: 5\n\nhello"
            })
    void readsABodyHoweverItIsFramed(String response) throws Exception {
        try (FakePeer peer = FakePeer.saying(response)) {
            assertThat(get(peer, "/").output().object()).containsEntry("body", "hello");
        }
    }

    @Test
    void aHeadHasNoBody() throws Exception {
        try (FakePeer peer = FakePeer.saying("HTTP/1.1 200 OK\ncontent-length: 99\n\n")) {
            assertThat(get(peer, "/").with("method", "HEAD").output().object()).containsEntry("body", "");
        }
    }

    @ParameterizedTest
    @CsvSource({"503, EXTERNAL", "500, EXTERNAL", "429, EXTERNAL", "408, EXTERNAL", "404, USER", "204, USER"})
    void namesAnUnexpectedStatus(int status, FailureKind kind) throws Exception {
        try (FakePeer peer = FakePeer.saying("HTTP/1.1 " + status + " x\ncontent-length: 0\n\n")) {
            NodeFailure failure =
                    get(peer, "/a?token=secret").with("expect", List.of(200)).failure();

            assertThat(failure.code()).isEqualTo("Http." + status);
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.retryable()).isEqualTo(kind == FailureKind.EXTERNAL);
            assertThat(failure.message()).contains("/a").doesNotContain("secret");
        }
    }

    @Test
    void anExpectedStatusIsFine() throws Exception {
        try (FakePeer peer = FakePeer.saying("HTTP/1.1 404 x\ncontent-length: 0\n\n")) {
            assertThat(get(peer, "/").with("expect", List.of(200, 404)).output().object())
                    .containsEntry("status", 404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.test/",
                "file:///etc/passwd",
                "jar:file:/x!/y",
                "http://user:pw@example.test/",
                "http://2130706433:1/",
                "http:///x",
                "/relative",
                "not a url"
            })
    void refusesWhatIsNoPlainUrl(String url) throws Exception {
        assertThat(Run.of(plugin()).with("url", url).in(context()).failure().code())
                .isEqualTo("BadConfig");
    }

    @Test
    void refusesHeadersThatWouldForgeARequest() throws Exception {
        for (Map<String, String> headers : List.of(
                Map.of("Host", "x"), Map.of("Content-Length", "1"), Map.of("X", "a\r\nY: b"), Map.of("X Y", "a"))) {
            NodeFailure failure = Run.of(plugin())
                    .with(sampleConfig())
                    .with("headers", headers)
                    .in(context())
                    .failure();

            assertThat(failure.code()).as(headers.toString()).isEqualTo("BadConfig");
        }
    }

    @Test
    void stopsReadingAtTheOutputLimit() throws Exception {
        Limits small = new Limits(1, 1, Duration.ofSeconds(1), 1, 1000, 1);
        FakePeer.Answer endless = (request, out) -> {
            FakePeer.say(out, "HTTP/1.1 200 OK\n\n");
            while (true) {
                FakePeer.say(out, "0123456789");
            }
        };
        try (FakePeer flood = new FakePeer(endless);
                FakePeer boast = FakePeer.saying("HTTP/1.1 200 OK\ncontent-length: 99999999999\n\n")) {
            assertThat(get(flood, "/").in(context().limitedTo(small)).failure().code())
                    .isEqualTo("OutputLimit");
            assertThat(get(boast, "/").in(context().limitedTo(small)).failure().code())
                    .isEqualTo("OutputLimit");
        }
    }

    @Test
    void refusesJsonOfTooManyValues() throws Exception {
        Limits few = new Limits(1, 1, Duration.ofSeconds(10), 1000, 1000, 1, 0, 3);
        String head = "HTTP/1.1 200 OK\ncontent-type: application/json\nconnection: close\n\n";
        try (FakePeer fits = FakePeer.saying(head + "[1,2]");
                FakePeer over = FakePeer.saying(head + "[1,2,{}]")) {
            assertThat(get(fits, "/").in(context().limitedTo(few)).output().object())
                    .containsEntry("body", List.of(1, 2));
            NodeFailure failure = get(over, "/").in(context().limitedTo(few)).failure();
            assertThat(failure.code()).isEqualTo("OutputTooLarge");
            assertThat(failure.message()).contains("more than 3 values", "limits.values");
        }
    }

    @Test
    void stopsReadingEndlessHeaders() throws Exception {
        FakePeer.Answer endless = (request, out) -> {
            FakePeer.say(out, "HTTP/1.1 200 OK\n");
            while (true) {
                FakePeer.say(out, "x-header: value\n");
            }
        };
        try (FakePeer peer = new FakePeer(endless)) {
            assertThat(get(peer, "/").failure().code()).isEqualTo("OutputLimit");
        }
    }

    @Test
    void aSlowDripEndsAtTheTimeout() throws Exception {
        FakePeer.Answer drip = (request, out) -> {
            FakePeer.say(out, "HTTP/1.1 200 OK\ncontent-length: 100000\n\n");
            new CountDownLatch(1).await();
        };
        try (FakePeer peer = new FakePeer(drip)) {
            NodeFailure failure = get(peer, "/").with("timeout", "PT0.3S").failure();

            assertThat(failure.code()).isEqualTo("Timeout");
            assertThat(failure.retryable()).isTrue();
        }
    }

    @Test
    void aCancelEndsTheCall() throws Exception {
        FakeContext context = context();
        FakePeer.Answer never = (request, out) -> {
            context.cancel();
            new CountDownLatch(1).await();
        };
        try (FakePeer peer = new FakePeer(never)) {
            Run run = get(peer, "/").in(context);

            assertThatThrownBy(run::execute).isInstanceOf(InterruptedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\n\n",
                "HTTP/2 200\n\n",
                "HTTP/1.1 200 OK\nno colon\n\n",
                "HTTP/1.1 200 OK\ncontent-length: x\n\n",
                "HTTP/1.1 200 OK\ncontent-length: 5\n\nhi",
                "HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\nzz\n",
                "HTTP/1.1 200 OK\ntransfer-encoding: gzip\n\n",
                ""
            })
    void aPeerThatTalksNonsenseIsBroken(String response) throws Exception {
        try (FakePeer peer = FakePeer.saying(response)) {
            NodeFailure failure = get(peer, "/").failure();

            assertThat(failure.code()).isEqualTo("Http.Broken");
            assertThat(failure.retryable()).isTrue();
        }
    }

    @Test
    void namesAPeerThatIsNotThere() throws Exception {
        HttpNode nowhere = node(host -> {
            throw new java.net.UnknownHostException(host);
        });

        assertThat(Run.of(plugin()).with(sampleConfig()).in(context()).failure().code())
                .isEqualTo("Http.Unreachable");
        assertThat(Run.of(nowhere)
                        .with("url", "http://gone.test/")
                        .in(context())
                        .failure()
                        .code())
                .isEqualTo("Http.UnknownHost");
    }

    @Test
    void anAnswerThatOnlyClaimsToBeJsonStaysText() throws Exception {
        try (FakePeer peer =
                FakePeer.saying("HTTP/1.1 200 OK\ncontent-type: application/json\ncontent-length: 2\n\n{]")) {
            assertThat(get(peer, "/").output().object()).containsEntry("body", "{]");
        }
    }

    private Run get(FakePeer peer, String path) {
        return Run.of(plugin()).with("url", peer.url(path)).in(context());
    }

    private static HttpNode node(HttpNetwork.Resolver resolver) {
        return new HttpNode(new HttpNetwork(resolver, () -> (SSLSocketFactory) SSLSocketFactory.getDefault()));
    }
}
