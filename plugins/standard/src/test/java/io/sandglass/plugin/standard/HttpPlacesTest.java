package io.sandglass.plugin.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.http.HttpNetwork;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.plugin.testkit.Run;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Case O1: which hosts and addresses the {@code http} node calls. */
class HttpPlacesTest {
    private static final String OK = "HTTP/1.1 200 OK\ncontent-length: 2\n\nok";
    private static final Permissions LOCAL = new Permissions(Set.of(), Set.of("*"), true);

    @Test
    void callsTheGrantedPortOnly() throws Exception {
        try (FakePeer peer = FakePeer.saying(OK)) {
            Permissions one = new Permissions(Set.of(), Set.of("127.0.0.1:" + peer.port()), true);
            Permissions other = new Permissions(Set.of(), Set.of("127.0.0.1:1"), true);

            Run granted = get(peer, "/").in(new FakeContext().granting(one));
            Run refused = get(peer, "/").in(new FakeContext().granting(other));

            assertThat(granted.output().object()).containsEntry("body", "ok");
            assertThat(refused.failure().code()).isEqualTo("NotGranted");
        }
    }

    @Test
    void callsNoHostThatIsNotGranted() throws Exception {
        NodeFailure failure =
                Run.of(new HttpNode()).with("url", "http://api.example.test/").failure();

        assertThat(failure.code()).isEqualTo("NotGranted");
        assertThat(failure.message()).contains("permissions: { http: [api.example.test] }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/",
                "http://localhost:1/",
                "http://[::1]:1/",
                "http://0.0.0.0:1/",
                "http://[::ffff:127.0.0.1]:1/",
                "http://169.254.169.254/latest/meta-data"
            })
    void callsNoPrivateAddressUnlessGranted(String url) throws Exception {
        Permissions publicOnly = new Permissions(Set.of(), Set.of("*"), false);

        NodeFailure failure = Run.of(new HttpNode())
                .with("url", url)
                .in(new FakeContext().granting(publicOnly))
                .failure();

        assertThat(failure.code()).isEqualTo("PrivateAddress");
    }

    @Test
    void connectsToTheAddressThatWasChecked() throws Exception {
        AtomicInteger lookUps = new AtomicInteger();
        try (FakePeer peer = FakePeer.saying(OK)) {
            HttpNode node = node(host -> {
                lookUps.incrementAndGet();
                return List.of(InetAddress.getLoopbackAddress());
            });

            Payload output = Run.of(node)
                    .with("url", "http://api.example.test:" + peer.port() + "/")
                    .in(new FakeContext().granting(LOCAL))
                    .output();

            assertThat(output.object()).containsEntry("body", "ok");
            assertThat(lookUps).hasValue(1);
        }
    }

    @Test
    void onePrivateAddressAmongOthersIsEnoughToRefuse() throws Exception {
        HttpNode node = node(host -> List.of(InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.1")));

        NodeFailure failure = Run.of(node)
                .with("url", "http://api.example.test/")
                .in(new FakeContext().granting(new Permissions(Set.of(), Set.of("*.example.test"), false)))
                .failure();

        assertThat(failure.message()).contains("10.0.0.1");
    }

    @Test
    void triesTheNextAddressIfOneDoesNotAnswer() throws Exception {
        try (FakePeer peer = FakePeer.saying(OK)) {
            HttpNode node = node(host -> List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getLoopbackAddress()));

            Payload output = Run.of(node)
                    .with("url", "http://api.example.test:" + peer.port() + "/")
                    .in(new FakeContext().granting(LOCAL))
                    .output();

            assertThat(output.object()).containsEntry("status", 200);
        }
    }

    private static Run get(FakePeer peer, String path) {
        return Run.of(new HttpNode()).with("url", peer.url(path)).in(new FakeContext().granting(LOCAL));
    }

    private static HttpNode node(HttpNetwork.Resolver resolver) {
        return new HttpNode(new HttpNetwork(resolver, () -> (SSLSocketFactory) SSLSocketFactory.getDefault()));
    }
}
