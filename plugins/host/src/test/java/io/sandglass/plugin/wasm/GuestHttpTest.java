package io.sandglass.plugin.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Permissions;
import io.sandglass.plugin.http.HttpNetwork;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guests that ask the host for HTTP requests, through the whole engine. */
class GuestHttpTest {
    private static final WasmSandbox SANDBOX = WasmSandbox.create(SandboxSettings.defaults());
    private static final Permissions EVERYWHERE = new Permissions(Set.of(), Set.of("*"), false);
    private static final Permissions HERE = new Permissions(Set.of(), Set.of("*"), true);
    private static final String SECRET = "canary/5eCret\"value";

    private final List<String> lookedUp = new ArrayList<>();
    private final FakeContext context = new FakeContext();

    @AfterAll
    static void closeSandbox() {
        SANDBOX.close();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/, 127.0.0.1",
        "http://169.254.169.254/latest/meta-data, 169.254.169.254",
        "http://[::ffff:127.0.0.1]/, 127.0.0.1",
        "http://[::1]/, 0:0:0:0:0:0:0:1",
        "http://[64:ff9b::7f00:1]/, 64:ff9b:0:0:0:0:7f00:1",
        "http://[fd00::1]/, fd00:0:0:0:0:0:0:1",
        "http://[::ffff:7f00:1]/, 127.0.0.1",
        "http://[fe80::1]/, a link-local address",
        "http://[2002:7f00:1::]/, 2002:7f00:1:0:0:0:0:0",
        "http://metadata.example.test/, 169.254.169.254",
        "http://0.0.0.0/, 0.0.0.0",
        "http://100.64.0.1/, 100.64.0.1",
        "http://inside.example.test/, 10.0.0.1",
        "http://mixed.example.test/, 10.0.0.1",
        "http://2130706433/, 2130706433",
        "http://0x7f000001/, 0x7f000001",
        "http://0177.0.0.1/, 0177.0.0.1",
        "http://127.1/, 127.1",
        "http://user:pw@a.test/, no user name",
        "file:///etc/passwd, the scheme is file",
    })
    void refusesWhatLeadsInside(String url, String named) throws Exception {
        NodeFailure failure = ((NodeResult.Failed) ask(url, EVERYWHERE)).failure();

        assertThat(failure.code()).isEqualTo("HostCallDenied");
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.message()).contains(named).doesNotContain("user:pw");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.2/, NotGranted127.0.0.2",
        "http://inside.example.test/, inside.example.test",
        "http://2130706433/, 2130706433",
        "http://[::ffff:169.254.169.254]/, 169.254.169.254",
        "file:///etc/passwd, the scheme is file",
    })
    void refusesRedirectsThatLeadInside(String target, String named) throws Exception {
        Permissions thisPeerOnly = new Permissions(Set.of(), Set.of("localhost"), true);
        try (Peer peer = Peer.saying("HTTP/1.1 302 x\r\nlocation: " + target + "\r\ncontent-length: 0\r\n\r\n")) {
            NodeFailure failure = ((NodeResult.Failed) ask(peer.url("localhost"), thisPeerOnly)).failure();

            assertThat(failure.code()).isEqualTo("HostCallDenied");
            assertThat(failure.message()).contains(named.replace("NotGranted", ""));
        }
    }

    /** Also where private networks and the name are granted. */
    @ParameterizedTest
    @CsvSource({
        "http://metadata.example.test/, 'is at 169.254.169.254, a link-local address'",
        "http://translated.example.test/, 'is at 64:ff9b:0:0:0:0:a9fe:a9fe, a link-local address'"
    })
    void refusesRedirectsToNamesOfWhatHandsOutCredentials(String target, String named) throws Exception {
        try (Peer peer = Peer.saying("HTTP/1.1 302 x\r\nlocation: " + target + "\r\ncontent-length: 0\r\n\r\n")) {
            NodeFailure failure = ((NodeResult.Failed) ask(peer.url("here.example.test"), HERE)).failure();

            assertThat(failure.code()).isEqualTo("HostCallDenied");
            assertThat(failure.message()).contains(named, "must name the address itself");
        }
    }

    @Test
    void namesTheGrantThatIsMissing() throws Exception {
        Permissions one = new Permissions(Set.of(), Set.of("api.example.test"), false);

        assertThat(((NodeResult.Failed) ask("http://other.test/", one))
                        .failure()
                        .message())
                .contains("permissions: { http: [other.test] }");
        assertThat(((NodeResult.Failed) ask("http://other.test/", Permissions.NONE))
                        .failure()
                        .message())
                .contains("permissions: { http: [other.test] }");
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void looksANameUpOnceAndConnectsToThatAddress() throws Exception {
        try (Peer peer = Peer.saying("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")) {
            NodeResult result = ask(peer.url("here.example.test"), HERE);

            assertThat(((NodeResult.Completed) result).output().object()).containsEntry("status", 200);
            assertThat(lookedUp).containsExactly("here.example.test");
        }
    }

    @Test
    void putsSecretsIntoRequestsAndTakesThemOutOfAnswers() throws Exception {
        try (Peer peer = Peer.echoing()) {
            context.granting(HERE.withSecrets(Set.of("ordersApi"))).knowing("ordersApi", SECRET);

            NodeResult result =
                    run(GuestPrograms.SENDING_A_SECRET, Map.of("url", peer.url("here.example.test") + "?key="));

            assertThat(result).isInstanceOf(NodeResult.Completed.class);
            assertThat(peer.request())
                    .contains("k: " + SECRET + "\r\n")
                    .contains("?key=canary%2F5eCret%22value HTTP/1.1")
                    .endsWith("\r\n\r\n" + SECRET);
            assertThat(context.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line.message())
                            .contains("k: [secret]", "?key=[secret] HTTP", "base64: [secret]")
                            .doesNotContain("canary", "5eCret"));
        }
    }

    @Test
    void takesNoEncodedAnswerWhereSecretsWouldHide() throws Exception {
        try (Peer peer = Peer.saying("HTTP/1.1 200 OK\r\ncontent-encoding: br\r\ncontent-length: 2\r\n\r\nok")) {
            context.granting(HERE.withSecrets(Set.of("ordersApi"))).knowing("ordersApi", SECRET);

            run(GuestPrograms.SENDING_A_SECRET, Map.of("url", peer.url("here.example.test") + "?key="));

            assertThat(context.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line.message()).contains("content coding br"));
        }
    }

    @Test
    void givesNoHandleOfASecretThatIsNotGranted() throws Exception {
        context.granting(HERE).knowing("ordersApi", SECRET);

        NodeFailure failure =
                ((NodeResult.Failed) run(GuestPrograms.SENDING_A_SECRET, Map.of("url", "http://a.test/"))).failure();

        assertThat(failure.code()).isEqualTo("HostCallDenied");
        assertThat(failure.message())
                .contains("permissions: { secrets: [ordersApi] }")
                .doesNotContain(SECRET);
    }

    @Test
    void tellsASecretInNoError() throws Exception {
        Permissions granted = new Permissions(Set.of(), Set.of("api.example.test"), false);
        context.granting(granted.withSecrets(Set.of("ordersApi"))).knowing("ordersApi", SECRET);

        NodeResult result = run(GuestPrograms.SENDING_A_SECRET, Map.of("url", "http://elsewhere.test/?key="));

        assertThat(((NodeResult.Failed) result).failure().message())
                .contains("elsewhere.test")
                .doesNotContain("canary");
    }

    private NodeResult ask(String url, Permissions permissions) throws Exception {
        context.granting(permissions);
        return run(GuestPrograms.ASKING, Map.of("url", url));
    }

    /** The program gets the URL as the value of a run, which is plain to read. */
    private NodeResult run(String program, Map<String, String> with) throws Exception {
        context.granting(context.permissions().withKv(true));
        context.state().put("request", Payload.of(with.get("url")));
        return WasmPlugin.read("probe.wasm", GuestPrograms.assemble(program), Optional.empty(), () -> SANDBOX)
                .calling(new HttpNetwork(this::resolve, () -> (SSLSocketFactory) SSLSocketFactory.getDefault()))
                .create(NodeConfig.of(Map.of()))
                .execute(context);
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        lookedUp.add(host);
        return switch (host) {
            case "inside.example.test" -> List.of(InetAddress.getByName("10.0.0.1"));
            case "mixed.example.test" -> List.of(InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.1"));
            case "metadata.example.test" -> List.of(InetAddress.getByName("169.254.169.254"));
            case "translated.example.test" -> List.of(InetAddress.getByName("64:ff9b::a9fe:a9fe"));
            case "here.example.test", "localhost" -> List.of(InetAddress.getLoopbackAddress());
            default -> List.of(InetAddress.getAllByName(host));
        };
    }
}
