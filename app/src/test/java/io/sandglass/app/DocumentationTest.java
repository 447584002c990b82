package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.SpecProblem;
import io.sandglass.plan.CompiledWorkflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows must work: its workflows compile, its pages exist. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern WORKFLOW = Pattern.compile("```yaml\\n(apiVersion: .*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)");

    private static final Pattern TEST = Pattern.compile("`(?:[a-z.]+\\.)?([A-Z]\\w+(?:Test|IT))`");

    @TempDir
    Path scratch;

    @TestFactory
    List<DynamicTest> everyWholeWorkflowCompiles() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            Matcher workflow = WORKFLOW.matcher(Files.readString(page));
            for (int i = 1; workflow.find(); i++) {
                String text = workflow.group(1);
                tests.add(DynamicTest.dynamicTest(ROOT.relativize(page) + " workflow " + i, () -> compiles(text)));
            }
        }
        assertThat(tests).as("workflows in the documentation").hasSizeGreaterThan(1);
        return tests;
    }

    @TestFactory
    List<DynamicTest> everyLinkLeadsSomewhere() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                Path target = page.resolveSibling(link.group(1)).normalize();
                tests.add(DynamicTest.dynamicTest(
                        ROOT.relativize(page) + " -> " + link.group(1),
                        () -> assertThat(target).exists()));
            }
        }
        return tests;
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(ROOT)) {
            tests = files.filter(file -> file.toString().contains("src/test/java"))
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
        List<String> named = TEST.matcher(Files.readString(ROOT.resolve("docs/reliability.md")))
                .results()
                .map(name -> name.group(1) + ".java")
                .toList();

        assertThat(named).hasSizeGreaterThan(50).allMatch(tests::contains);
    }

    private void compiles(String text) {
        Home home = new Home(scratch.resolve("home"));
        try (Catalog catalog = Catalog.open(home, List.of())) {
            CompiledWorkflow compiled = catalog.compiler().compile(text);
            assertThat(compiled.plan().nodes()).isNotEmpty();
        } catch (InvalidSpec e) { // an example may use plugins that readers are to think of as theirs
            assertThat(e.problems()).extracting(SpecProblem::code).containsOnly("UNKNOWN_TYPE");
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
