package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest that asks for what is inside of the network, in every way that is known, and what it is told each time. */
class InsideAddressesIT {
    private static final String ODD = "is written in a form that may mean another one";
    private static final String PRIVATE = "a private, loopback or reserved address";
    private static final String CREDENTIALS = "a link-local address or one where clouds hand out credentials";

    @TempDir
    Path scratch;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final HttpServer peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    InsideAddressesIT() throws IOException {}

    /**
     * One way.
     *
     * @param permissions of the node
     * @param told what the fault has to name
     */
    private record Way(String node, String url, String permissions, List<String> told) {
        /** The host itself is granted, as it is written. */
        static Way granted(String node, String host, String... told) {
            return new Way(node, "http://" + host + "/", "http: [\"" + host + "\"]", List.of(told));
        }

        /** Nothing is granted. */
        static Way plain(String node, String host, String... told) {
            return new Way(node, "http://" + host + "/", "kv: false", List.of(told));
        }

        String yaml() {
            return "  %s: { type: fetch, with: { url: \"%s\" }, permissions: { %s } }%n"
                    .formatted(node, url, permissions);
        }
    }

    @AfterEach
    void stop() {
        peer.stop(0);
    }

    @Test
    void isRefusedEachTimeAndToldWhy() throws IOException {
        redirectEverywhere();
        Sandglass sandglass = new Sandglass(scratch.resolve("home"));
        Path plugins = Sandglass.examples().resolve("plugins");
        sandglass.drop(plugins.resolve("fetch.plugin.yaml"), "plugins").drop(plugins.resolve("fetch.wasm"), "plugins");
        Files.writeString(sandglass.home().resolve("sandglass.yaml"), "grants: { privateNetworks: true }\n");
        List<Way> ways = ways();

        Sandglass.Result run = sandglass.call("run", workflow(ways).toString());

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
        System.out.println(sandglass
                .call("sql", "select node_id, outcome, error from report.attempts order by node_id")
                .out());
        for (Way way : ways) {
            String ofNode = " from report.attempts where node_id = '" + way.node() + "'";
            assertThat(sandglass.column("select outcome || ' ' || error" + ofNode))
                    .singleElement()
                    .satisfies(fault ->
                            assertThat(fault).startsWith("HOST_CALL_DENIED").contains(way.told()));
        }
        assertThat(asked).hasSameSizeAs(redirects());
    }

    private List<Way> ways() {
        List<Way> ways = new ArrayList<>(List.of(
                Way.granted("v4_loopback", "127.0.0.1", "127.0.0.1", PRIVATE),
                Way.granted("v4_private", "10.0.0.1", "10.0.0.1", PRIVATE),
                Way.granted("v4_any", "0.0.0.0", "0.0.0.0", PRIVATE),
                Way.granted("v4_metadata", "169.254.169.254", "169.254.169.254", CREDENTIALS),
                Way.granted("v6_loopback", "[::1]", "0:0:0:0:0:0:0:1", PRIVATE),
                Way.granted("v6_mapped", "[::ffff:127.0.0.1]", "127.0.0.1", PRIVATE),
                Way.granted("v6_mapped_hex", "[::ffff:7f00:1]", "127.0.0.1", PRIVATE),
                Way.granted("v6_nat64", "[64:ff9b::7f00:1]", "64:ff9b:0:0:0:0:7f00:1", PRIVATE),
                Way.granted("v6_metadata", "[::ffff:169.254.169.254]", "169.254.169.254", CREDENTIALS),
                Way.granted("v6_link_local", "[fe80::1]", "fe80:0:0:0:0:0:0:1", CREDENTIALS),
                Way.granted("v6_unique_local", "[fd00::1]", "fd00:0:0:0:0:0:0:1", PRIVATE),
                Way.granted("decimal", "2130706433", "2130706433", ODD),
                Way.granted("octal", "0177.0.0.1", "0177.0.0.1", ODD),
                Way.granted("hexadecimal", "0x7f000001", "0x7f000001", ODD),
                Way.granted("shortened", "127.1", "127.1", ODD),
                Way.granted("name", "localhost", "host 'localhost' is at ", PRIVATE),
                Way.plain("plain_v4", "127.0.0.1", "permissions: { http: [127.0.0.1] }", PRIVATE),
                Way.plain("plain_v6", "[::1]", "permissions: { http: [\"[0:0:0:0:0:0:0:1]\"] }", PRIVATE),
                Way.plain("plain_mapped", "[::ffff:127.0.0.1]", "permissions: { http: [127.0.0.1] }", PRIVATE),
                Way.plain("plain_name", "inside.test", "permissions: { http: [inside.test] }")));
        ways.addAll(redirects());
        return ways;
    }

    /** By a server inside that may be called, and may not lead further. */
    private List<Way> redirects() {
        return List.of(
                redirect("to_v4_loopback", "127.0.0.1", "127.0.0.1", PRIVATE),
                redirect("to_v4_metadata", "169.254.169.254", "169.254.169.254", PRIVATE),
                redirect("to_v6_loopback", "[::1]", "::1", PRIVATE),
                redirect("to_v6_mapped", "[::ffff:127.0.0.1]", "::ffff:127.0.0.1", PRIVATE),
                redirect("to_v6_nat64", "[64:ff9b::7f00:1]", "64:ff9b::7f00:1", PRIVATE),
                redirect("to_v6_link_local", "[fe80::1]", "fe80::1", PRIVATE),
                redirect("to_decimal", "2130706433", "2130706433", ODD),
                redirect("to_octal", "0177.0.0.1", "0177.0.0.1", ODD),
                redirect("to_hexadecimal", "0x7f000001", "0x7f000001", ODD),
                redirect("to_name", "inside.test", "host 'inside.test' may not be called"));
    }

    private Way redirect(String node, String host, String... told) {
        String target = URLEncoder.encode("http://" + host + "/", StandardCharsets.UTF_8);
        String url = "http://localhost:" + peer.getAddress().getPort() + "/?" + target;
        return new Way(node, url, "http: [localhost], privateNetworks: true", List.of(told));
    }

    private void redirectEverywhere() {
        peer.createContext("/", exchange -> {
            String target = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
            asked.add(target);
            exchange.getResponseHeaders().add("Location", target);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        peer.start();
    }

    private Path workflow(List<Way> ways) throws IOException {
        return Files.writeString(
                scratch.resolve("inside.yaml"),
                "apiVersion: sandglass/v3\nkind: Workflow\nid: inside\nfailurePolicy: CONTINUE_POSSIBLE\nnodes:\n"
                        + ways.stream().map(Way::yaml).collect(Collectors.joining()));
    }
}
