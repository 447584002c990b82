package io.sandglass.plugin.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Limits;
import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.plugin.testkit.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What the {@code http} node makes of a body that the server has encoded. */
class HttpEncodingTest {
    private static final FakeContext CONTEXT = new FakeContext().granting(new Permissions(Set.of(), Set.of("*"), true));

    @Test
    void readsWhatTheServerCompressed() throws Exception {
        try (FakePeer peer =
                peer("200 OK", "content-type: application/json\ncontent-encoding: GZIP", gzip("{\"n\":1}"))) {
            assertThat(get(peer).output().object())
                    .containsEntry("body", Map.of("n", 1))
                    .containsEntry("headers", Map.of("content-type", "application/json"));
            assertThat(peer.requests().get(0)).contains("accept-encoding: gzip\r\n");
        }
    }

    @Test
    void isNotDrownedBySmallAnswersThatGrow() throws Exception {
        byte[] bomb = gzip("0".repeat(1 << 20));
        Limits small = new Limits(1, 1, Duration.ofSeconds(1), 1, 100_000, 1);

        try (FakePeer peer = peer("200 OK", "content-encoding: gzip", bomb)) {
            assertThat(bomb.length).isLessThan(100_000);
            assertThat(get(peer)
                            .in(new FakeContext()
                                    .granting(CONTEXT.permissions())
                                    .limitedTo(small))
                            .failure()
                            .code())
                    .isEqualTo("OutputLimit");
        }
    }

    @Test
    void tellsOfABodyThatIsCutShortOrNoneSuch() throws Exception {
        byte[] whole = gzip("hello");
        for (byte[] body : List.of(Arrays.copyOf(whole, whole.length - 9), bytes("hello"))) {
            try (FakePeer peer = peer("200 OK", "content-encoding: gzip", body)) {
                assertThat(get(peer).failure().code()).isEqualTo("Http.Broken");
            }
        }
    }

    @Test
    void takesNoCodingThatWasNotAskedForAsText() throws Exception {
        try (FakePeer peer = peer("200 OK", "content-encoding: br", bytes("x"))) {
            assertThat(get(peer).failure().code()).isEqualTo("Http.Encoded");
            assertThat(get(peer).failure().message()).contains("content coding br");
        }
    }

    @Test
    void aStatusThatIsNotExpectedSaysMoreThanACoding() throws Exception {
        try (FakePeer peer = peer("404 Not Found", "content-encoding: br", bytes("x"))) {
            assertThat(get(peer).failure().code()).isEqualTo("Http.404");
        }
    }

    @Test
    void asksForPartsOfWhatIsNotEncoded() throws Exception {
        try (FakePeer peer = peer("206 Partial Content", "content-encoding: identity", bytes("hel"))) {
            assertThat(get(peer)
                            .with("headers", Map.of("Range", "bytes=0-2"))
                            .output()
                            .object())
                    .containsEntry("body", "hel");
            assertThat(peer.requests().get(0)).contains("accept-encoding: identity\r\n");
        }
    }

    @Test
    void anAnswerWithoutABodyHasNothingToDecode() throws Exception {
        try (FakePeer peer = peer("200 OK", "content-encoding: gzip", new byte[0])) {
            assertThat(get(peer).with("method", "HEAD").output().object()).containsEntry("body", "");
        }
    }

    private static FakePeer peer(String status, String headers, byte[] body) throws IOException {
        return new FakePeer((request, out) -> {
            FakePeer.say(out, "HTTP/1.1 " + status + "\n" + headers + "\ncontent-length: " + body.length + "\n\n");
            out.write(body);
            out.flush();
        });
    }

    private static Run get(FakePeer peer) {
        return Run.of(new HttpNode()).with("url", peer.url("/")).in(CONTEXT);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(bytes(text));
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
