package io.sandglass.sandbox;

import static io.sandglass.sandbox.CapabilityWorld.REQUEST;
import static io.sandglass.sandbox.CapabilityWorld.data;
import static io.sandglass.sandbox.CapabilityWorld.letter;
import static io.sandglass.sandbox.CapabilityWorld.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.capability.HttpClient;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a guest gets of the capabilities it is granted. */
class CapabilitiesTest {
    private final CapabilityWorld world = new CapabilityWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void logs() {
        world.run(
                "(data (i32.const 0) \"hello\")",
                "(call $show (call $log (i32.const 2) (i32.const 0) (i32.const 5)))",
                world.all);

        assertThat(world.lines).containsExactly("WARN hello");
    }

    @Test
    void keepsAndForgetsValues() {
        SandboxResult result = world.run("(data (i32.const 0) \"keyvalue\")", """
                (call $show (call $kv_get (i32.const 0) (i32.const 3)))
                (call $show (call $kv_set (i32.const 0) (i32.const 3) (i32.const 3) (i32.const 5)))
                (call $show (call $kv_get (i32.const 0) (i32.const 3)))
                (call $show (call $answer_length))
                (call $print (i32.const 100) (call $answer_read (i32.const 100) (i32.const 3)))
                (call $show (call $kv_delete (i32.const 0) (i32.const 3)))
                (call $show (call $kv_get (i32.const 0) (i32.const 3)))
                """, world.all);

        assertThat(shown(result))
                .isEqualTo(letter(-3) + letter(0) + letter(5) + letter(5) + "val" + letter(0) + letter(-3));
        assertThat(world.values).isEmpty();
    }

    @Test
    void makesRequests() {
        SandboxResult result = world.run(
                data(REQUEST) + "(data (i32.const 500) \"bodyX-Echo\")", """
                (call $show (call $http (i32.const 0) (i32.const %d) (i32.const 500) (i32.const 4)))
                (call $print (i32.const 600) (call $answer_read (i32.const 600) (i32.const 100)))
                (call $print (i32.const 700)
                  (call $http_header (i32.const 504) (i32.const 6) (i32.const 700) (i32.const 100)))
                (call $show (call $http_header (i32.const 500) (i32.const 4) (i32.const 0) (i32.const 0)))
                """.formatted(REQUEST.length()), world.all);

        assertThat(shown(result)).isEqualTo(letter(200) + "bodyv" + letter(-3));
        assertThat(world.requests).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.url()).isEqualTo("https://a.test/x");
            assertThat(request.headers()).containsExactly(Map.entry("k", "v"));
        });
    }

    @Test
    void tellsTheGuestWhyThereIsNoAnswer() {
        HttpClient dead = (request, terms) -> {
            throw new IOException("nobody is there");
        };

        SandboxResult result = world.run(data(REQUEST), """
                (call $show (call $http (i32.const 0) (i32.const %d) (i32.const 0) (i32.const 0)))
                (call $print (i32.const 600) (call $answer_read (i32.const 600) (i32.const 100)))
                """.formatted(REQUEST.length()), world.all.withHttp(dead));

        assertThat(shown(result)).isEqualTo(letter(-5) + "nobody is there");
    }

    @Test
    void givesHandlesOfSecrets() {
        SandboxResult result = world.run("(data (i32.const 0) \"keynone\")", """
                (call $show (call $secret (i32.const 0) (i32.const 3)))
                (call $print (i32.const 600) (call $answer_read (i32.const 600) (i32.const 100)))
                (call $show (call $secret (i32.const 3) (i32.const 4)))
                """, world.all);

        assertThat(shown(result)).isEqualTo(letter(13) + "handle-of-key" + letter(-3));
    }

    @Test
    void endsAGuestWhoseCapabilityBreaks() {
        SandboxResult result = world.run(
                "", "(drop (call $log (i32.const 0) (i32.const 0) (i32.const 0)))", world.all.withLog((level, line) -> {
                    throw new IllegalStateException("the disk is gone");
                }));

        assertThat(result.outcome()).isEqualTo(Outcome.HOST_CALL_FAILED);
        assertThat(result.fault().orElseThrow().message()).contains("the disk is gone");
    }
}
