package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.ConfigField;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page about built-in node types says what they say of themselves. */
class NodesPageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern CODE = Pattern.compile(
            "(?:Failures\\.\\w+|NodeFailure\\.of|HttpFailure\\.\\w+)\\(\\s*(?:FailureKind\\.\\w+,\\s*)?\"([A-Z][\\w.]*?)\\.?\"");

    static Stream<NodeType> builtIns() {
        return ServiceLoader.load(NodePlugin.class).stream()
                .filter(provider -> provider.type().getName().startsWith("io.sandglass.plugin.standard."))
                .map(ServiceLoader.Provider::get)
                .map(NodePlugin::type);
    }

    @ParameterizedTest
    @MethodSource("builtIns")
    void tellsWhatATypeTakes(NodeType type) throws IOException {
        String section = section(page(), type.name());

        assertThat(section).startsWith("\n" + type.description() + "\n");
        List<String> rows = section.lines()
                .filter(line -> line.startsWith("| `") && section.indexOf(line) < codes(section))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(type.config().entrySet().stream()
                        .map(field -> row(field.getKey(), field.getValue()))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plugins/standard", "plugins/http"})
    void tellsEveryCodeOfAFailure(String room) throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(ROOT.resolve(room + "/src/main/java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                CODE.matcher(Files.readString(source)).results().forEach(found -> codes.add(found.group(1)));
            }
        }

        String page = page();

        assertThat(codes)
                .hasSizeGreaterThan(4)
                .allSatisfy(code -> assertThat(page).contains("`" + code));
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/reference/nodes.md"));
    }

    private static String section(String page, String type) {
        String heading = "\n## `" + type + "`";
        assertThat(page).contains(heading);
        int start = page.indexOf(heading) + heading.length();
        int end = page.indexOf("\n## ", start);
        return end < 0 ? page.substring(start) : page.substring(start, end);
    }

    private static int codes(String section) {
        int codes = section.indexOf("| fails with");
        return codes < 0 ? section.length() : codes;
    }

    private static String row(String name, ConfigField field) {
        String missing = field.required() ? "needed" : "none";
        Optional<Object> value = field.defaultValue().map(payload -> payload.value());
        String shown = value.map(NodesPageTest::json).orElse(missing);
        String type = field.type().name().toLowerCase(Locale.ROOT) + (field.secrets() ? ", takes secrets" : "");
        return "| `" + name + "` | " + type + " | " + shown + " | " + field.description() + " |";
    }

    private static String json(Object value) {
        return value instanceof String text ? "`\"" + text + "\"`" : "`" + value + "`";
    }
}
