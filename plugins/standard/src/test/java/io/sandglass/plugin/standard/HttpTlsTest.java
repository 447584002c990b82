package io.sandglass.plugin.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.http.HttpNetwork;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.plugin.testkit.Run;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final FakePeer.Answer OK =
            (request, out) -> FakePeer.say(out, "HTTP/1.1 200 OK\ncontent-length: 2\n\nok");

    @TempDir
    static Path directory;

    /** Has, and trusts, one certificate for {@code api.example.test}. */
    private static SSLContext context;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path file = directory.resolve("keys.p12");
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "peer",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=api.example.test",
                        "-ext",
                        "SAN=dns:api.example.test",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start()
                .waitFor(1, TimeUnit.MINUTES);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    }

    @Test
    void callsAPeerWithAGoodCertificate() throws Exception {
        try (FakePeer peer = new FakePeer(context.getServerSocketFactory(), OK)) {
            assertThat(call(trusting(), "api.example.test", peer).output().object())
                    .containsEntry("body", "ok");
        }
    }

    @Test
    void refusesACertificateOfAnotherHost() throws Exception {
        try (FakePeer peer = new FakePeer(context.getServerSocketFactory(), OK)) {
            assertThat(call(trusting(), "other.example.test", peer).failure().code())
                    .isEqualTo("Http.Tls");
            assertThat(peer.requests()).isEmpty();
        }
    }

    @Test
    void refusesACertificateThatNobodyTrusts() throws Exception {
        try (FakePeer peer = new FakePeer(context.getServerSocketFactory(), OK)) {
            HttpNode usual = new HttpNode(new HttpNetwork(HttpTlsTest::loopback, () ->
                    (javax.net.ssl.SSLSocketFactory) javax.net.ssl.SSLSocketFactory.getDefault()));

            assertThat(call(usual, "api.example.test", peer).failure().code()).isEqualTo("Http.Tls");
        }
    }

    private static HttpNode trusting() {
        return new HttpNode(new HttpNetwork(HttpTlsTest::loopback, () -> context.getSocketFactory()));
    }

    private static List<InetAddress> loopback(String host) {
        return List.of(InetAddress.getLoopbackAddress());
    }

    private static Run call(HttpNode node, String host, FakePeer peer) {
        return Run.of(node)
                .with("url", "https://" + host + ":" + peer.port() + "/")
                .in(new FakeContext().granting(new Permissions(Set.of(), Set.of("*"), true)));
    }
}
