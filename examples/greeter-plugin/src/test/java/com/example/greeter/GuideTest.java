package com.example.greeter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide shows these very files, so that its example compiles and passes its tests. */
class GuideTest {
    private static final Path GUIDE = Path.of("..", "..", "docs", "guide", "plugins.md");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/main/java/com/example/greeter/GreetNode.java",
                "src/main/resources/META-INF/services/io.sandglass.plugin.NodePlugin",
                "src/test/java/com/example/greeter/GreetNodeTest.java"
            })
    void showsThisFileAsItIs(String file) throws IOException {
        assertThat(Files.readString(GUIDE)).contains("\n" + Files.readString(Path.of(file)) + "```");
    }
}
